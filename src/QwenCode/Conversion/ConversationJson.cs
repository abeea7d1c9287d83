using System.Collections;
using System.Management.Automation;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Conversion;

/// <summary>Recognizes a conversation or an answer that ConvertFrom-Json read, as an object or a table.</summary>
/// <remarks>By the members that ConvertTo-Json writes of this module's types, and not by those of a service: data may hold chats, too.</remarks>
internal static class ConversationJson
{
    private static readonly string[] OfMessage = [nameof(ChatMessage.Role), nameof(ChatMessage.Text)];

    // The second is what earlier versions wrote.
    private static readonly string[] OfContents = [nameof(ChatMessage.Contents), "Parts"];

    /// <summary>Whether it is one.</summary>
    public static bool Is(object item)
    {
        try
        {
            return ForeignObject.Read(
                () => AreMessages(Member(Member(item, nameof(ChatAnswer.Conversation)) ?? item, nameof(Conversation.Messages))),
                exception => QwenErrors.NoConversation($"it cannot be read ({exception.GetType().Name})"));
        }
        catch (QwenException)
        {
            return false;
        }
    }

    private static bool AreMessages(object? messages) => ForeignObject.Unwrap(messages) is IList { Count: > 0 and <= InputLimits.Messages } list
        && list.Cast<object?>().All(IsMessage);

    // A depth that was not enough has made a string of a message.
    private static bool IsMessage(object? message) => ForeignObject.Unwrap(message) is string line
        ? MessageReader.IsMessage(line)
        : Array.TrueForAll(OfMessage, name => Has(message, name)) && Array.Exists(OfContents, name => Has(message, name));

    private static bool Has(object? item, string name) => item is not null
        && (ForeignObject.Unwrap(item) is IDictionary table ? table.Contains(name) : PSObject.AsPSObject(item).Properties[name] is PSNoteProperty);

    private static object? Member(object? item, string name)
    {
        if (!Has(item, name))
            return null;
        return ForeignObject.Unwrap(item) is IDictionary table ? table[name] : PSObject.AsPSObject(item!).Properties[name].Value;
    }
}
