using System.ClientModel.Primitives;

namespace QwenCode.Connectors;

/// <summary>Takes the place of the SDK's retries: sends once, and lets every status pass.</summary>
internal sealed class SingleAttemptPolicy : PipelinePolicy
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the sender only works asynchronously.</exception>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("The sender only works asynchronously.");

    /// <inheritdoc/>
    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.ResponseClassifier = AnyStatus.Instance;
        return pipeline[currentIndex + 1].ProcessAsync(message, pipeline, currentIndex + 1);
    }

    // The SDK's own throws at a status from 640 on.
    private sealed class AnyStatus : PipelineMessageClassifier
    {
        public static readonly AnyStatus Instance = new();

        public override bool TryClassify(PipelineMessage message, out bool isError)
        {
            isError = false;
            return true;
        }

        public override bool TryClassify(PipelineMessage message, Exception? exception, out bool isRetriable)
        {
            isRetriable = false;
            return true;
        }
    }
}
