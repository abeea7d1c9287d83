using QwenCode.Chat;
using QwenCode.Http;

namespace QwenCode.Connectors.Tests;

/// <summary>The result of a streamed request: its chunks, and its answer or its error.</summary>
internal sealed record Streamed(IReadOnlyList<ChatDelta> Deltas, QwenRequestException? Exception)
{
    public string Text => string.Concat(Deltas.Select(d => d.Text));

    public ChatAnswer Answer => Exception is null ? Deltas[^1].Answer! : throw Exception;
}

/// <summary>Requests streams.</summary>
internal static class StreamBench
{
    /// <summary>Reads a stream to its end.</summary>
    /// <param name="bench">The service and its server.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">How.</param>
    /// <param name="onDelta">Called with each chunk.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Streamed> StreamAsync(
        this ChatBench bench, ChatRequest? request = null, CallOptions? options = null, Action<ChatDelta>? onDelta = null, CancellationToken? cancellationToken = null)
    {
        var deltas = new List<ChatDelta>();
        try
        {
            var token = cancellationToken ?? TestContext.Current.CancellationToken;
            await foreach (var delta in bench.Service.StreamAsync(request ?? ChatBench.Request("one two three"), bench.Context(), options ?? bench.Options(), token))
            {
                deltas.Add(delta);
                onDelta?.Invoke(delta);
            }

            return new Streamed(deltas, null);
        }
        catch (QwenRequestException exception)
        {
            return new Streamed(deltas, exception);
        }
    }
}
