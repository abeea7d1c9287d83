using QwenCode.Pipeline;

namespace QwenCode.Completion;

/// <summary>Completes variables that hold a conversation, an answer, or either as it came back from a file.</summary>
internal sealed class ConversationCompleter : VariableCompleter
{
    /// <inheritdoc/>
    protected override string? Describe(object value)
    {
        if (!ConversationObjects.IsContinuable(value))
            return null;
        var conversation = ConversationObjects.From(value);
        return conversation is { Messages.Count: > 0 } ? $"Conversation of {conversation}" : "An empty conversation";
    }
}
