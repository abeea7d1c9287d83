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

    private static Conversation? From(object? input)
    {
        switch (input is PSObject wrapped ? wrapped.BaseObject : input)
        {
            case Conversation conversation:
                return conversation;
            case ChatAnswer answer:
                return answer.Conversation;
            case string or null:
                return null;
            case IList messages when input is not IDictionary:
                return new Conversation([.. messages.Cast<object>().Select(Message)]);
        }

        if (Member(input!, "Conversation") is { } inner)
            return From(inner);
        return Member(input!, "Messages") is { } list ? From(list is IList ? list : PSObject.AsPSObject(list).BaseObject) : null;
    }

    private static ChatMessage Message(object item)
    {
        if ((item is PSObject wrapped ? wrapped.BaseObject : item) is ChatMessage message)
            return message;
        if ((item is PSObject text ? text.BaseObject : item) is string line)
            return ConversationReader.Message(line);
        return ConversationReader.Message(
            Text(item, "Role"), Text(item, "Text") ?? Text(item, "content"), Parts(item), Text(item, "Reasoning"));
    }

    private static List<ChatPart> Parts(object item) => Member(item, "Parts") is { } parts && LanguagePrimitives.GetEnumerable(parts) is { } list
        ? [.. list.Cast<object>().Select(p => p as ChatPart ?? new ChatPart(
            Text(p, "ImageUrl") ?? throw QwenErrors.NoConversation("an image lost its content; serialise with a greater depth"),
            Text(p, "Name") ?? "image"))]
        : [];

    private static string? Text(object item, string name) => Member(item, name)?.ToString();

    private static object? Member(object item, string name)
    {
        if ((item is PSObject wrapped ? wrapped.BaseObject : item) is IDictionary table)
            return table.Keys.Cast<object>().Where(k => name.Equals(k.ToString(), StringComparison.OrdinalIgnoreCase)).Select(k => table[k]).FirstOrDefault();
        return PSObject.AsPSObject(item).Properties[name]?.Value;
    }
}
