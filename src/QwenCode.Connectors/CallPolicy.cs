using System.ClientModel.Primitives;
using QwenCode.Chat;

namespace QwenCode.Connectors;

/// <summary>Carries a call along with its message, so that the pipeline's other policies can be shared by all calls.</summary>
internal sealed class CallPolicy(WireCall call) : PipelinePolicy
{
    /// <inheritdoc/>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.SetProperty(typeof(WireCall), call);
        ProcessNext(message, pipeline, currentIndex);
    }

    /// <inheritdoc/>
    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.SetProperty(typeof(WireCall), call);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    /// <summary>The call that a message belongs to.</summary>
    public static WireCall CallOf(PipelineMessage message) =>
        message.TryGetProperty(typeof(WireCall), out var value) && value is WireCall found
            ? found
            : throw new InvalidOperationException("The message was not made by the connector.");
}
