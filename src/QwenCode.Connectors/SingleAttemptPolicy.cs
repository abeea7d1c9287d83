using System.ClientModel.Primitives;

namespace QwenCode.Connectors;

/// <summary>Takes the place of the SDK's retries and of what it does around the transport: sends once, and lets every status pass.</summary>
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
