using System.ClientModel.Primitives;

namespace QwenCode.Connectors;

/// <summary>Replaces the SDK's retries and its other policies: sends once, and accepts every status.</summary>
/// <param name="transport">Sends the requests.</param>
internal sealed class SingleAttemptPolicy(NegotiatingTransport transport) : PipelinePolicy
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the sender only works asynchronously.</exception>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("The sender only works asynchronously.");

    /// <inheritdoc/>
    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => transport.SendAsync(message);
}
