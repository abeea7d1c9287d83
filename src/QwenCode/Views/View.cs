using System.Collections;
using System.Management.Automation;
using QwenCode.Showing;

namespace QwenCode.Views;

/// <summary>
/// What the types file and the views of the module call. PowerShell calls public members only; this type is apart from those that users
/// name, so that completion does not offer it among them.
/// </summary>
public static class View
{
    /// <summary>For each object its properties as they are shown, harmless for a terminal.</summary>
    /// <remarks>A table that is never filled: its entries are created when a view reads them. PowerShell reads tables in every language mode.</remarks>
    public static IDictionary Shown { get; } = new ShownTable();

    /// <summary>The object as text, harmless for a terminal: the hidden property <c>Display</c> of the module's types.</summary>
    /// <remarks>A property in C# and not in script: the first script block of a session costs 25 ms at each import.</remarks>
    /// <param name="instance">The object.</param>
    public static string Display(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return HumanText.Lines(Summary.Of(instance.BaseObject) ?? instance.ToString());
    }

    /// <summary>The conversation with the answer at its end: the hidden property <c>Conversation</c>.</summary>
    /// <param name="instance">The answer.</param>
    public static Conversation ConversationOf(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return ((ChatAnswer)instance.BaseObject).Conversation;
    }

    /// <summary>The further choices as answers: the property <c>OtherChoices</c>.</summary>
    /// <param name="instance">The answer.</param>
    public static IReadOnlyList<ChatAnswer> OtherChoicesOf(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.BaseObject is ChatAnswer answer ? answer.OtherAnswers : [];
    }

    /// <summary>What a message is made of: the property <c>Contents</c>.</summary>
    /// <param name="instance">The message.</param>
    /// <returns>The contents; <see langword="null"/> if they are nothing but text and reasoning.</returns>
    public static IReadOnlyList<ChatContent>? ContentsOf(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.BaseObject is ChatMessage { HasOnlyText: false } message ? message.AllContents : null;
    }

    /// <summary>The time that a tool ran: the property <c>Duration</c>.</summary>
    /// <param name="instance">The call.</param>
    public static TimeSpan DurationOf(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.BaseObject is ToolCallRecord call ? call.Elapsed : TimeSpan.Zero;
    }

    /// <summary>The messages of an answer from XML or a job, which its conversation contains.</summary>
    /// <param name="instance">The answer's copy.</param>
    /// <returns>The messages; <see langword="null"/> if it lost them.</returns>
    public static object? MessagesOf(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.Properties[nameof(Conversation)]?.Value is { } conversation
            ? PSObject.AsPSObject(conversation).Properties[nameof(Conversation.Messages)]?.Value
            : null;
    }

    /// <summary>The messages of a saved conversation: the property <c>Messages</c>.</summary>
    /// <param name="instance">The conversation.</param>
    /// <exception cref="MethodInvocationException">The file was removed meanwhile, or cannot be read.</exception>
    public static IReadOnlyList<ChatMessage> SavedMessagesOf(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var saved = (SavedConversation)instance.BaseObject;
        try
        {
            return saved.Messages;
        }
        catch (QwenException exception)
        {
            throw new UnreadablePropertyException(exception, saved);
        }
    }

    /// <summary>The images of a message: the hidden property <c>Images</c>.</summary>
    /// <param name="instance">The message, or its copy from XML.</param>
    public static object ImagesOf(PSObject instance) => MessageViews.OfType(instance, ChatContent.ImageType);

    /// <summary>The tool calls of a message: the hidden property <c>ToolCalls</c>.</summary>
    /// <param name="instance">The message, or its copy from XML.</param>
    public static object ToolCallsOf(PSObject instance) => MessageViews.OfType(instance, ChatContent.ToolCallType);

    private sealed class ShownTable : Hashtable
    {
        public override object? this[object key]
        {
            get => new ShownProperties(PSObject.AsPSObject(key));
            set => throw new NotSupportedException();
        }

        public override bool Contains(object key) => true;

        public override bool ContainsKey(object key) => true;
    }
}
