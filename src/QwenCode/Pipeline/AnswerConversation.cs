using System.Management.Automation;

namespace QwenCode.Pipeline;

/// <summary>Properties of answers that their .NET type does not have, for the types file.</summary>
public static class AnswerConversation
{
    /// <summary>The conversation with the answer at its end: the hidden property <c>Conversation</c>.</summary>
    /// <param name="instance">The answer.</param>
    public static Conversation Of(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return ((ChatAnswer)instance.BaseObject).Conversation;
    }

    /// <summary>The messages of an answer that came back from XML or a job, where its conversation holds them.</summary>
    /// <param name="instance">The answer's copy.</param>
    /// <returns>The messages; <see langword="null"/> if it lost them.</returns>
    public static object? MessagesOf(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.Properties[nameof(Conversation)]?.Value is { } conversation
            ? PSObject.AsPSObject(conversation).Properties[nameof(Conversation.Messages)]?.Value
            : null;
    }
}
