using System.Collections;
using System.Management.Automation;
using QwenCode.Chat;

namespace QwenCode.Conversion;

/// <summary>Makes a conversation of the objects that PowerShell has for one: itself, an answer, tables, what came back from XML or JSON.</summary>
internal static class ConversationObjects
{
    private const string AnswerCopy = "Deserialized.QwenCode." + nameof(ChatAnswer);
    private const string ConversationCopy = "Deserialized.QwenCode." + nameof(Conversation);
    private const string SavedCopy = "Deserialized.QwenCode." + nameof(SavedConversation);

    /// <summary>The conversation in what was given; <see langword="null"/> if it is none.</summary>
    /// <exception cref="QwenException">It lacks what a conversation needs, or is nested without end (<c>InvalidInput</c>).</exception>
    public static Conversation? From(object? input) => ConversationReader.Read(new MessageObject(input));

    /// <summary>The answer at the end of a stream whose chunks were kept; anything else as it is.</summary>
    public static object? EndOfStream(object? input) =>
        (ForeignObject.Unwrap(input) is IList { Count: > 0 } list ? list[^1] : input) is var last && ForeignObject.Unwrap(last) is ChatDelta { Answer: { } answer } ? answer : input;

    /// <summary>Whether it is a conversation, saved or not, or an answer, or any of them as it came back from XML, JSON or a job.</summary>
    public static bool IsContinuable(object item) => item switch
    {
        Conversation or ChatAnswer or SavedConversation or PSObject { BaseObject: Conversation or ChatAnswer or SavedConversation } => true,
        PSObject { BaseObject: PSCustomObject } copy => copy.TypeNames.Any(type => type is AnswerCopy or ConversationCopy or SavedCopy) || ConversationJson.Is(copy),
        PSObject { BaseObject: IDictionary } or IDictionary => ConversationJson.Is(item),
        _ => false,
    };

    /// <summary>The text of an answer, or of one that came back from a file or job; <see langword="null"/> for anything else.</summary>
    public static string? AnswerText(object item) => item switch
    {
        ChatAnswer answer => answer.Text,
        PSObject { BaseObject: ChatAnswer answer } => answer.Text,
        PSObject { BaseObject: PSCustomObject } copy when copy.TypeNames.Contains(AnswerCopy) => ContentReader.Text(new MessageObject(copy), "Text"),
        _ => null,
    };
}
