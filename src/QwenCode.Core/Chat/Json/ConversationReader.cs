using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Reads conversations: as this module writes them in XML and JSON, and as services do.</summary>
internal sealed class ConversationReader
{
    private readonly MessageReader _messages = new();

    private ConversationReader()
    {
    }

    /// <summary>The conversation in a value: one, an answer, messages, or one message; <see langword="null"/> if it is none of them.</summary>
    /// <exception cref="QwenException">It lacks what a conversation needs, or is nested without end (<c>InvalidInput</c>).</exception>
    public static Conversation? Read(IMessageValue input) => new ConversationReader().ReadValue(input);

    /// <summary>The conversation of messages. Services reject a tool result without its call.</summary>
    /// <exception cref="QwenException">There is such a result (<c>InvalidInput</c>).</exception>
    public static Conversation Of(List<ChatMessage> messages)
    {
        var pending = new PendingToolCalls();
        foreach (var message in messages)
        {
            var results = message.ToolResults;
            foreach (var result in results)
            {
                if (pending.Take(result.CallId) is null)
                    throw QwenErrors.NoConversation($"a message has the result of the tool call '{result.CallId}', but the assistant's message before it has no such call");
            }

            if (results.Count > 0)
                continue;
            if (message.Role == "tool")
                throw QwenErrors.NoConversation("a message of role 'tool' is not the result of a tool call; specify a hashtable with tool_call_id");
            pending.Begin(message.ToolCalls);
        }

        return new Conversation(messages);
    }

    private Conversation? ReadValue(IMessageValue? input)
    {
        for (var level = 0; level <= InputLimits.Levels; level++)
        {
            switch (input?.Value)
            {
                case Conversation conversation:
                    return conversation;
                case ChatAnswer answer:
                    return answer.Conversation;
                case SavedConversation saved:
                    return saved.Conversation;
                case string or null:
                    return null;
            }

            if (input.Items is { } messages)
                return Of(Messages(messages));
            if (input.Member("Role") is not null)
                return Of([_messages.Read(input)]);
            input = input.Member("Conversation") ?? input.Member("Messages");
        }

        throw QwenErrors.NoConversation(InputLimits.TooDeep);
    }

    private List<ChatMessage> Messages(IEnumerable<IMessageValue> items)
    {
        var messages = new List<ChatMessage>();
        foreach (var item in items)
        {
            if (messages.Count == InputLimits.Messages)
                throw QwenErrors.NoConversation($"it has more than {InputLimits.Messages} messages");
            messages.Add(_messages.Read(item));
        }

        return messages;
    }
}
