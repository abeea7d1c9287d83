using System.Collections;
using System.Management.Automation;
using QwenCode.Pipeline;

namespace QwenCode.Views;

/// <summary>Properties of messages that their .NET type does not have, for the types file: ConvertTo-Json would write their contents twice.</summary>
public static class MessageViews
{
    /// <summary>The images of a message: the hidden property <c>Images</c>.</summary>
    /// <param name="instance">The message, or its copy from XML.</param>
    public static object Images(PSObject instance) => OfType(instance, ChatContent.ImageType);

    /// <summary>The tool calls of a message: the hidden property <c>ToolCalls</c>.</summary>
    /// <param name="instance">The message, or its copy from XML.</param>
    public static object ToolCalls(PSObject instance) => OfType(instance, ChatContent.ToolCallType);

    /// <summary>What a message shows of itself: its text, then its images, files and tool calls.</summary>
    internal static IEnumerable<object> Lines(PSObject message)
    {
        var text = message.Properties[nameof(ChatMessage.Text)]?.Value;
        var others = Contents(message).Where(content => TypeOf(content) is not (ChatContent.TextType or ChatContent.ReasoningType or ChatContent.ToolResultType));
        return (text is null or "" ? [] : Enumerable.Repeat(text, 1)).Concat(others);
    }

    private static object[] OfType(PSObject message, string type)
    {
        ArgumentNullException.ThrowIfNull(message);
        return [.. Contents(message).Where(content => TypeOf(content) == type)];
    }

    // Parts are the images of a message that an earlier version saved.
    private static IEnumerable<object> Contents(PSObject message) =>
        ForeignObject.Unwrap((message.Properties[nameof(ChatMessage.Contents)] ?? message.Properties["Parts"])?.Value) switch
        {
            null => [],
            IEnumerable list and not string => list.Cast<object?>().OfType<object>(),
            var single => [single],
        };

    private static string? TypeOf(object content) => ForeignObject.Unwrap(content) is ChatContent known
        ? known.Type
        : ForeignObject.Unwrap(PSObject.AsPSObject(content).Properties[nameof(ChatContent.Type)]?.Value) as string;
}
