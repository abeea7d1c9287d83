using System.Collections;
using System.Management.Automation;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Session;

/// <summary>Takes a conversation as itself, as the answer at its end, or as what came back from XML or JSON.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ConversationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Converts what was given.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It is no conversation; the message says why.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return From(inputData) ?? throw QwenErrors.NoConversation($"it is {(inputData is null ? "null" : $"a {PSObject.AsPSObject(inputData).BaseObject.GetType().Name}")}");
        }
        catch (QwenException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    /// <summary>The conversation in what was given; <see langword="null"/> where it is none.</summary>
    /// <exception cref="QwenException">It lacks what a conversation needs.</exception>
    internal static Conversation? From(object? input)
    {
        switch (input is PSObject wrapped ? wrapped.BaseObject : input)
        {
            case Conversation conversation:
                return conversation;
            case ChatAnswer answer:
                return answer.Conversation;
            case string or null:
                return null;
            case IList messages:
                return new Conversation([.. messages.Cast<object?>().Select(Message)]);
        }

        if (Member(input!, "Role") is not null)
            return new Conversation([Message(input!)]);
        if (Member(input!, "Conversation") is { } inner)
            return From(inner);
        return Member(input!, "Messages") is { } list ? From(list is IList ? list : PSObject.AsPSObject(list).BaseObject) : null;
    }

    private static ChatMessage Message(object? item)
    {
        switch (item is PSObject wrapped ? wrapped.BaseObject : item)
        {
            case null:
                throw QwenErrors.NoConversation("a message is null");
            case ChatMessage message:
                return message;
            case string line:
                return ConversationReader.Message(line);
        }

        var content = Member(item!, "Text") ?? Member(item!, "content");
        return content is null or string or PSObject { BaseObject: string }
            ? ConversationReader.Message(Text(item!, "Role"), content?.ToString(), Parts(item!), Text(item!, "Reasoning"))
            : throw QwenErrors.NoConversation("the content of a message is no text");
    }

    private static List<ChatPart> Parts(object item)
    {
        var parts = Member(item, "Parts");
        if (LanguagePrimitives.GetEnumerable(parts) is not { } list)
            return string.IsNullOrEmpty(parts?.ToString()) ? [] : [Part(parts)];
        return [.. list.Cast<object>().Select(Part)];
    }

    private static ChatPart Part(object part) => (part is PSObject wrapped ? wrapped.BaseObject : part) as ChatPart ?? new ChatPart(
        Text(part, "ImageUrl") ?? throw QwenErrors.NoConversation("an image lost its content; serialise with a greater depth"),
        Text(part, "Name") ?? "image");

    private static string? Text(object item, string name) => Member(item, name)?.ToString();

    private static object? Member(object item, string name)
    {
        if ((item is PSObject wrapped ? wrapped.BaseObject : item) is IDictionary table)
            return table.Keys.Cast<object>().Where(k => name.Equals(k.ToString(), StringComparison.OrdinalIgnoreCase)).Select(k => table[k]).FirstOrDefault();
        return PSObject.AsPSObject(item).Properties[name]?.Value;
    }
}
