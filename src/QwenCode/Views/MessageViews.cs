using System.Collections;
using System.Management.Automation;
using QwenCode.Conversion;

namespace QwenCode.Views;

/// <summary>Properties of messages that their .NET type does not have, for the types file: ConvertTo-Json would write their contents twice.</summary>
internal static class MessageViews
{
    /// <summary>The contents of one type that a message has.</summary>
    public static object[] OfType(PSObject message, string type)
    {
        ArgumentNullException.ThrowIfNull(message);
        return [.. Contents(message).Where(content => TypeOf(content) == type)];
    }

    /// <summary>What a message shows of itself: its text, then its images, files and tool calls.</summary>
    public static IEnumerable<object> Lines(PSObject message)
    {
        var text = message.Properties[nameof(ChatMessage.Text)]?.Value;
        var others = Contents(message).Where(content => TypeOf(content) is not (ChatContent.TextType or ChatContent.ReasoningType or ChatContent.ToolResultType));
        return (text is null or "" ? [] : Enumerable.Repeat(text, 1)).Concat(others);
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
