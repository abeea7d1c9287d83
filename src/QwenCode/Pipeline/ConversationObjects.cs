using System.Collections;
using System.Management.Automation;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Pipeline;

/// <summary>Makes a conversation of the objects that PowerShell has for one: itself, an answer, tables, what came back from XML or JSON.</summary>
internal sealed class ConversationObjects
{
    private const string AnswerCopy = "Deserialized.QwenCode." + nameof(ChatAnswer);
    private const string ConversationCopy = "Deserialized.QwenCode." + nameof(Conversation);

    // Messages from a file may share one list or one table, so that a small file stands for more than the memory holds.
    private int _parts;
    private int _entries;

    /// <summary>The conversation in what was given; <see langword="null"/> if it is none.</summary>
    /// <exception cref="QwenException">It lacks what a conversation needs, or is nested without end (<c>InvalidInput</c>).</exception>
    public static Conversation? From(object? input) => new ConversationObjects().Read(input);

    /// <summary>Whether it is a conversation or an answer, or either as it came back from XML, JSON or a job.</summary>
    public static bool IsContinuable(object item) => item switch
    {
        Conversation or ChatAnswer or PSObject { BaseObject: Conversation or ChatAnswer } => true,
        PSObject { BaseObject: PSCustomObject } copy => copy.TypeNames.Any(type => type is AnswerCopy or ConversationCopy) || ConversationJson.Is(copy),
        PSObject { BaseObject: IDictionary } or IDictionary => ConversationJson.Is(item),
        _ => false,
    };

    /// <summary>The text of an answer, or of one that came back from a file or job; <see langword="null"/> for anything else.</summary>
    public static string? AnswerText(object item) => item switch
    {
        ChatAnswer answer => answer.Text,
        PSObject { BaseObject: ChatAnswer answer } => answer.Text,
        PSObject { BaseObject: PSCustomObject } copy when copy.TypeNames.Contains(AnswerCopy) => new ConversationObjects().Text(copy, "Text"),
        _ => null,
    };

    private Conversation? Read(object? input)
    {
        for (var level = 0; level <= InputLimits.Levels; level++)
        {
            switch (ForeignObject.Unwrap(input))
            {
                case Conversation conversation:
                    return conversation;
                case ChatAnswer answer:
                    return answer.Conversation;
                case string or null:
                    return null;
            }

            if (ForeignObject.Items(input, Unreadable) is { } messages)
                return new Conversation(Messages(messages));
            if (Member(input, "Role") is not null)
                return new Conversation([Message(input)]);
            input = Member(input, "Conversation") ?? Member(input, "Messages");
        }

        throw QwenErrors.NoConversation($"it is nested more than {InputLimits.Levels} levels deep or contains itself");
    }

    private List<ChatMessage> Messages(IEnumerable<object?> items)
    {
        var messages = new List<ChatMessage>();
        foreach (var item in items)
        {
            if (messages.Count == InputLimits.Messages)
                throw QwenErrors.NoConversation($"it has more than {InputLimits.Messages} messages");
            messages.Add(Message(item));
        }

        return messages;
    }

    private ChatMessage Message(object? item)
    {
        switch (ForeignObject.Unwrap(item))
        {
            case null:
                throw QwenErrors.NoConversation("a message is null");
            case ChatMessage message:
                return message;
            case string line:
                return ConversationReader.Message(line);
            default:
                var content = Text(item, "Text") ?? Text(item, "content");
                return ConversationReader.Message(Text(item, "Role"), content, Parts(item), Text(item, "Reasoning"));
        }
    }

    private List<ChatPart> Parts(object? item)
    {
        var parts = Member(item, "Parts");
        if (ForeignObject.Unwrap(parts) is null or "")
            return [];
        return ForeignObject.Items(parts, Unreadable) is { } list ? [.. list.Select(Part)] : [Part(parts)];
    }

    private ChatPart Part(object? part)
    {
        if (++_parts > InputLimits.Parts)
            throw QwenErrors.NoConversation($"it has more than {InputLimits.Parts} images");
        return ForeignObject.Unwrap(part) as ChatPart ?? new ChatPart(
            Text(part, "ImageUrl") ?? throw QwenErrors.NoConversation("an image lost its content; serialise with a greater depth"),
            Text(part, "Name") ?? "image");
    }

    private string? Text(object? item, string name) => ForeignObject.Unwrap(Member(item, name)) switch
    {
        null => null,
        string text => text,
        Enum value => value.ToString(),
        _ => throw QwenErrors.NoConversation($"the member {name} of a message is not text"),
    };

    // Data only: a property that is a script may take for ever, and Tab reads conversations too.
    private object? Member(object? item, string name)
    {
        if (item is null)
            return null;
        return ForeignObject.Read(
            () => ForeignObject.Unwrap(item) is IDictionary table ? Entry(table, name) : PSObject.AsPSObject(item).Properties[name] switch
            {
                null => null,
                (PSNoteProperty or PSProperty) and var property => property.Value,
                _ => throw QwenErrors.NoConversation($"its property {name} is a script"),
            },
            Unreadable);
    }

    private object? Entry(IDictionary table, string name)
    {
        foreach (DictionaryEntry entry in table)
        {
            if (++_entries > InputLimits.Entries)
                throw QwenErrors.NoConversation($"its tables have more than {InputLimits.Entries} entries");
            if (name.Equals(ForeignObject.Unwrap(entry.Key) as string, StringComparison.OrdinalIgnoreCase))
                return entry.Value;
        }

        return null;
    }

    private static QwenException Unreadable(Exception exception) => QwenErrors.NoConversation($"it cannot be read ({exception.GetType().Name})");
}
