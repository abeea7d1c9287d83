using System.ClientModel.Primitives;
using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Secrets;

namespace QwenCode.Connectors;

/// <summary>Sets, at each attempt, the credential, the provider's headers, and this module's own user agent in place of the SDK's.</summary>
internal sealed class HeaderPolicy : PipelinePolicy
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the connector only works asynchronously.</exception>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("The connector only works asynchronously.");

    /// <inheritdoc/>
    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        var call = CallPolicy.Of(message).Call;
        var headers = message.Request.Headers;
        headers.Set("User-Agent", UserAgent.Value);
        foreach (var (name, value) in call.Headers)
            headers.Set(name, value);
        if (call.Credential is not { } credential)
            return ProcessNextAsync(message, pipeline, currentIndex);
        var getting = credential.GetAsync(message.CancellationToken);
        if (!getting.IsCompletedSuccessfully)
            return AwaitCredentialAsync(getting, credential, call, message, pipeline, currentIndex);
        SetCredential(getting.Result, credential, call, message);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private static async ValueTask AwaitCredentialAsync(
        ValueTask<Secret> getting, Credential credential, WireCall call, PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        call.Activity?.WaitForToken();
        SetCredential(await getting.ConfigureAwait(false), credential, call, message);
        call.Activity?.Sent();
        await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
    }

    private static void SetCredential(Secret secret, Credential credential, WireCall call, PipelineMessage message)
    {
        call.Sent = secret;
        if (credential.Warning is { } warning)
            call.Warn?.Invoke(warning);
        var (header, value) = credential.Header(secret);
        message.Request.Headers.Set(header, value);
    }
}
