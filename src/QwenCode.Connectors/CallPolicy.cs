using System.ClientModel.Primitives;
using QwenCode.Chat;

namespace QwenCode.Connectors;

/// <summary>Carries a call along with its message, so that the pipeline's other policies can be shared by all calls.</summary>
internal sealed class CallPolicy(WireCall call) : PipelinePolicy
{
    /// <summary>The call.</summary>
    public WireCall Call => call;

    /// <summary>The answer with an error status, its body read; <see langword="null"/> if the status is one of success.</summary>
    public WireAnswer? Refusal { get; set; }

    /// <inheritdoc/>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Attach(message);
        ProcessNext(message, pipeline, currentIndex);
    }

    /// <inheritdoc/>
    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Attach(message);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    /// <summary>What a message belongs to.</summary>
    public static CallPolicy Of(PipelineMessage message) =>
        message.TryGetProperty(typeof(CallPolicy), out var value) && value is CallPolicy found
            ? found
            : throw new InvalidOperationException("The message was not created by the connector.");

    private void Attach(PipelineMessage message)
    {
        message.SetProperty(typeof(CallPolicy), this);
        message.ResponseClassifier = SuccessClassifier.Instance;
    }

    // The SDK's own throws at a status from 640 on.
    private sealed class SuccessClassifier : PipelineMessageClassifier
    {
        public static readonly SuccessClassifier Instance = new();

        public override bool TryClassify(PipelineMessage message, out bool isError)
        {
            isError = message.Response!.Status is < 200 or >= 300;
            return true;
        }

        // When to send again is the call's own rule.
        public override bool TryClassify(PipelineMessage message, Exception? exception, out bool isRetriable)
        {
            isRetriable = false;
            return true;
        }
    }
}
