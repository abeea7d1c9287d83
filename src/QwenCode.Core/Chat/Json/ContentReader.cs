using System.Globalization;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Reads the contents of messages: as this module writes them in XML and JSON, and as services do.</summary>
internal static class ContentReader
{
    /// <summary>A content by its type.</summary>
    /// <exception cref="QwenException">It lacks what it needs, or has another type (<c>InvalidInput</c>).</exception>
    public static ChatContent Read(IMessageValue item)
    {
        if (item.Value is ChatContent content)
            return content;
        EnsureWhole(item, "a content");
        return Text(item, "Type") switch
        {
            ChatContent.TextType => new ChatText(Required(item, "Text", "a text")),
            ChatContent.ReasoningType => new ChatReasoning(Required(item, "Text", "a reasoning")),
            "refusal" => new ChatText(Required(item, "refusal", "a refusal")),
            ChatContent.ImageType or "image_url" => Image(item),
            ChatContent.FileType => File(item),
            ChatContent.ToolCallType or "function" => ToolCall(item),
            ChatContent.ToolResultType => new ChatToolResult(Id(item, "CallId"), Required(item, "Text", "a tool result")),
            var type => throw QwenErrors.NoConversation($"a content of a message has the type '{type}'"),
        };
    }

    /// <summary>An image.</summary>
    /// <inheritdoc cref="Read"/>
    public static ChatContent Image(IMessageValue item)
    {
        if (item.Value is ChatImage image)
            return image;
        EnsureWhole(item, "an image");
        var url = Text(item, "Url") ?? Text(item, "ImageUrl");
        if (url is null && item.Member("image_url") is { } service)
            url = service.Value as string ?? Text(service, "url");
        if (url is null)
            throw Lost("an image");
        return new ChatImage(url, Text(item, "Name") ?? (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? "image" : url));
    }

    /// <summary>A tool call.</summary>
    /// <inheritdoc cref="Read"/>
    public static ChatContent ToolCall(IMessageValue item)
    {
        if (item.Value is ChatToolCall call)
            return call;
        EnsureWhole(item, "a tool call");
        var function = item.Member("function") ?? item;
        return new ChatToolCall(Id(item, "Id"), Required(function, "Name", "a tool call"), Text(function, "Arguments") ?? "");
    }

    /// <summary>A member that is text; <see langword="null"/> if there is none.</summary>
    /// <exception cref="QwenException">It is something else (<c>InvalidInput</c>).</exception>
    public static string? Text(IMessageValue item, string name) => AsText(item.Member(name), name);

    /// <summary>A value that is text; <see langword="null"/> if there is none.</summary>
    /// <inheritdoc cref="Text"/>
    public static string? AsText(IMessageValue? value, string name) => value?.Value switch
    {
        null => null,
        string text => text,
        Enum named => named.ToString(),

        // ConvertFrom-Json makes a date of a text that looks like one.
        DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        _ => throw QwenErrors.NoConversation($"the member {name} of a message is not text"),
    };

    /// <summary>The error for what a shallow serialization has reduced to a string.</summary>
    public static QwenException Lost(string what) => QwenErrors.NoConversation($"{what} was truncated when it was serialized, which needs a greater depth");

    private static ChatFile File(IMessageValue item)
    {
        var service = item.Member("file") ?? item;
        var url = Text(service, "file_data") ?? Text(service, "Url");
        var id = Text(service, "file_id") ?? Text(service, "Id");
        if (url is null && id is null)
            throw Lost("a file");
        return new ChatFile(url, id, Text(service, "filename") ?? Text(service, "Name") ?? id ?? "file");
    }

    private static string? Id(IMessageValue item, string name) => Text(item, name) is { Length: > 0 } id ? id : null;

    private static string Required(IMessageValue item, string name, string what) =>
        Text(item, name) ?? throw QwenErrors.NoConversation($"{what} of a message has no {name}");

    private static void EnsureWhole(IMessageValue item, string what)
    {
        if (item.Value is string or null)
            throw Lost(what);
    }
}
