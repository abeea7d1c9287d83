using System.Management.Automation;
using QwenCode.Session;

namespace QwenCode.Completion;

/// <summary>Completes variables that hold a conversation, an answer, or either as it came back from a file.</summary>
internal sealed class ConversationCompleter : VariableCompleter
{
    private const string Deserialized = "Deserialized.QwenCode.";

    /// <inheritdoc/>
    protected override string? Describe(object value)
    {
        var item = PSObject.AsPSObject(value);
        if (item.BaseObject is not (Conversation or ChatAnswer) && !item.TypeNames.Any(IsCopy))
            return null;
        var conversation = ConversationTransformationAttribute.From(item);
        return conversation is { Messages.Count: > 0 } ? $"Conversation of {conversation}" : "An empty conversation";
    }

    private static bool IsCopy(string type) => type is $"{Deserialized}{nameof(Conversation)}" or $"{Deserialized}{nameof(ChatAnswer)}";
}
