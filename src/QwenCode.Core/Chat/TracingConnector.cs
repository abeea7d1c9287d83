using System.Text;
using QwenCode.Authentication;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Chat;

/// <summary>Shows what is sent and what comes back, for <c>-Debug</c>: bodies without the credential.</summary>
/// <param name="connector">Sends the requests.</param>
/// <param name="trace">Called with each body, from any thread.</param>
internal sealed class TracingConnector(IConnector connector, Action<string> trace) : IConnector
{
    // More of a body helps nobody at a console; an image takes megabytes.
    private const int MaximumBytes = 256 * 1024;

    /// <inheritdoc/>
    public Task<WireAnswer> CompleteChatAsync(WireCall call, CancellationToken cancellationToken) => WholeAsync(call, connector.CompleteChatAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<WireAnswer> ListModelsAsync(WireCall call, CancellationToken cancellationToken) => WholeAsync(call, connector.ListModelsAsync, cancellationToken);

    /// <inheritdoc/>
    public async Task<WireStream> StreamChatAsync(WireCall call, CancellationToken cancellationToken)
    {
        await TraceRequestAsync(call, cancellationToken).ConfigureAwait(false);
        var wire = await connector.StreamChatAsync(call, cancellationToken).ConfigureAwait(false);
        if (wire.Head.Body.Length > 0)
        {
            TraceResponse(call, wire.Head, wire.Head.Body);
            return wire;
        }

        var body = new RecordingStream(wire.Body, MaximumBytes + 1);
        return new WireStream(wire.Head, body, () =>
        {
            TraceResponse(call, wire.Head, body.Recorded);
            wire.Dispose();
        });
    }

    private async Task<WireAnswer> WholeAsync(WireCall call, Func<WireCall, CancellationToken, Task<WireAnswer>> send, CancellationToken cancellationToken)
    {
        await TraceRequestAsync(call, cancellationToken).ConfigureAwait(false);
        var answer = await send(call, cancellationToken).ConfigureAwait(false);
        TraceResponse(call, answer, answer.Body);
        return answer;
    }

    // What is sent is known only once it was; a key is the same before.
    private async Task TraceRequestAsync(WireCall call, CancellationToken cancellationToken)
    {
        var secret = call.Credential is ApiKeyCredential key ? await key.GetAsync(cancellationToken).ConfigureAwait(false) : call.Sent;
        Trace(call, call.Body.IsEmpty ? "Request" : "Request body", call.Body, secret);
    }

    private void TraceResponse(WireCall call, WireAnswer answer, ReadOnlyMemory<byte> body) => Trace(call, $"Response body (HTTP {answer.Status})", body, call.Sent);

    private void Trace(WireCall call, string what, ReadOnlyMemory<byte> body, Secret? secret)
    {
        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, MaximumBytes)]);
        var rest = body.Length > MaximumBytes ? "…" : "";
        trace($"{what}, {UrlText.Of(call.BaseUrl)}: {secret?.Redact(text) ?? text}{rest}");
    }
}
