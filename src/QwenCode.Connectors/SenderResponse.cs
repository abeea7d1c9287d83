using System.ClientModel.Primitives;
using QwenCode.Http;

namespace QwenCode.Connectors;

/// <summary>A response of the SDK's pipeline.</summary>
internal sealed class SenderResponse(PipelineResponse response) : ServiceResponse
{
    /// <inheritdoc/>
    public override int Status => response.Status;

    /// <inheritdoc/>
    public override Stream Content => response.ContentStream ?? Stream.Null;

    /// <inheritdoc/>
    public override string? Header(string name) => response.Headers.TryGetValue(name, out var value) ? value : null;

    /// <inheritdoc/>
    public override void Dispose() => response.Dispose();
}
