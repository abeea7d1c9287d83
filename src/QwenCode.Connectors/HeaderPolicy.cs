using System.ClientModel.Primitives;

namespace QwenCode.Connectors;

/// <summary>Sets, at each try, the credential, the provider's headers, and this module's own user agent in place of the SDK's.</summary>
internal sealed class HeaderPolicy : PipelinePolicy
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the connector only works asynchronously.</exception>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("The connector only works asynchronously.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        var call = CallPolicy.CallOf(message);
        var headers = message.Request.Headers;
        headers.Set("User-Agent", UserAgent.Value);
        foreach (var (name, value) in call.Headers)
            headers.Set(name, value);
        if (call.Credential is { } credential)
        {
            call.Sent = await credential.GetAsync(message.CancellationToken).ConfigureAwait(false);
            var (header, secret) = credential.Header(call.Sent);
            headers.Set(header, secret);
        }

        await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
    }
}
