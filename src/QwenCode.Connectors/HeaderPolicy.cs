using System.ClientModel.Primitives;
using QwenCode.Chat;

namespace QwenCode.Connectors;

/// <summary>Sets, at each try, the credential, the provider's headers, and this module's own user agent in place of the SDK's.</summary>
internal sealed class HeaderPolicy : PipelinePolicy
{
    /// <inheritdoc/>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        SetHeaders(message);
        ProcessNext(message, pipeline, currentIndex);
    }

    /// <inheritdoc/>
    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        SetHeaders(message);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private static void SetHeaders(PipelineMessage message)
    {
        var call = CallPolicy.CallOf(message);
        var headers = message.Request.Headers;
        headers.Set("User-Agent", UserAgent.Value);
        if (call.ApiKey is { } key)
            headers.Set("Authorization", $"Bearer {key.Reveal()}");
        foreach (var (name, value) in call.Headers)
            headers.Set(name, value);
    }
}
