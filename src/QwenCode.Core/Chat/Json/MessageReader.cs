using System.Text;
using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Reads messages: as this module writes them in XML and JSON, and as services do.</summary>
internal sealed class MessageReader
{
    private const string Assistant = "assistant";
    private const string Tool = "tool";
    private static readonly string[] Roles = ["system", "developer", "user", Assistant, Tool];

    // Messages from a file may share one list, so that a small file stands for more than the memory holds.
    private int _contents;
    private long _joined;

    /// <summary>A message.</summary>
    /// <exception cref="QwenException">It lacks what a message needs (<c>InvalidInput</c>).</exception>
    public ChatMessage Read(IMessageValue item) => item.Value switch
    {
        null => throw QwenErrors.NoConversation("a message is null"),
        ChatMessage message => message,
        string line => Read(line),
        _ => ReadMembers(item),
    };

    /// <summary>A message from its string format, <c>role: text</c>, to which shallow serialization reduces it.</summary>
    /// <exception cref="QwenException">The text does not have this format (<c>InvalidInput</c>).</exception>
    public static ChatMessage Read(string text)
    {
        var colon = EndOfRole(text);
        if (colon < 0)
            throw QwenErrors.NoConversation("a message is plain text without a role");
        return text[..colon] == Tool ? throw ContentReader.Lost("a tool result") : new ChatMessage(text[..colon], text[(colon + 2)..]);
    }

    /// <summary>Whether a string has that format.</summary>
    public static bool IsMessage(string text) => EndOfRole(text) > 0;

    private ChatMessage ReadMembers(IMessageValue item)
    {
        var role = ContentReader.Text(item, "Role");
        if (role is null || !Roles.Contains(role, StringComparer.Ordinal))
            throw QwenErrors.NoConversation($"a message has {(role is null ? "no role" : $"the role '{role}'")}; the roles are {string.Join(", ", Roles)}");
        var contents = List(Parsed(item.Member(nameof(ChatMessage.Contents))), ContentReader.Read) ?? Assemble(item);
        if (contents.Count == 0)
            throw QwenErrors.NoConversation($"a message has the role '{role}' and no text");
        EnsureSendable(role, contents);
        EnsureShort(contents);
        if (role != Tool || contents.Exists(content => content is ChatToolResult))
            return new ChatMessage(role, contents) { IsIncomplete = item.Member(nameof(ChatMessage.IsIncomplete))?.Value is true };
        var callId = ContentReader.Text(item, "tool_call_id") ?? ContentReader.Text(item, "ToolCallId");
        return new ChatMessage(role, [new ChatToolResult(callId, new ChatMessage(role, contents).Text)]);
    }

    // A message joins its texts, and several can share one list of them.
    private void EnsureShort(List<ChatContent> contents)
    {
        if (contents.Count > 1)
            _joined += contents.Sum(content => content switch { ChatText text => text.Text.Length, ChatToolResult result => (long)result.Text.Length, _ => 0 });
        if (_joined > InputLimits.Text)
            throw QwenErrors.NoConversation($"its messages have more than {InputLimits.TextInWords} of text in lists of contents");
    }

    // What has no member in a service's message would be left out of the request.
    private static void EnsureSendable(string role, List<ChatContent> contents)
    {
        var hasResult = contents.Exists(content => content is ChatToolResult);
        var other = contents.Find(content => hasResult ? content is not ChatToolResult : role == Tool && content is not ChatText);
        if (other is not null)
            throw QwenErrors.NoConversation($"a message has the result of a tool call and a content of the type '{other.Type}', which needs a message of its own");
        if (role != Assistant && contents.Exists(content => content is ChatToolCall))
            throw QwenErrors.NoConversation($"a message has the role '{role}' and a tool call, which only the role '{Assistant}' can have");
    }

    // From the members of a service's message, or of one that an earlier version saved.
    private List<ChatContent> Assemble(IMessageValue item)
    {
        var contents = new List<ChatContent>();
        if ((ContentReader.Text(item, "Reasoning") ?? ContentReader.Text(item, "reasoning_content")) is { } reasoning)
            contents.Add(new ChatReasoning(reasoning));
        var (content, name) = item.Member("Text") is { } own ? (own, "Text") : (item.Member("content"), "content");
        if (content is null && item.Member("refusal") is { } refusal)
            (content, name) = (refusal, "refusal");
        var calls = List(item.Member("tool_calls") ?? item.Member("ToolCalls"), ContentReader.ToolCall) ?? [];
        if (content?.Items is not null)
            contents.AddRange(List(content, ContentReader.Read) ?? []);
        else if (ContentReader.AsText(content, name) is { } text && (text.Length > 0 || calls.Count == 0))
            contents.Add(new ChatText(text));
        else if (calls.Count == 0)
            return [];
        contents.AddRange(List(item.Member("Parts"), ContentReader.Image) ?? []);
        contents.AddRange(calls);
        return contents;
    }

    // ConvertTo-Json writes the text of an array.
    private static IMessageValue? Parsed(IMessageValue? contents)
    {
        if (contents?.Value is not string text || !text.StartsWith('['))
            return contents;
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
            return new MessageJson(json.RootElement.Clone());
        }
        catch (JsonException)
        {
            throw ContentReader.Lost("a message");
        }
    }

    // A pipeline turns a list of one item into that item, and a shallow serialization an empty list into an empty text.
    private List<ChatContent>? List(IMessageValue? list, Func<IMessageValue, ChatContent> read)
    {
        if (list?.Value is null or "")
            return null;
        var contents = new List<ChatContent>();
        foreach (var item in list.Items ?? [list])
        {
            if (++_contents > InputLimits.Contents)
                throw QwenErrors.NoConversation($"it has more than {InputLimits.Contents} images and other contents");
            contents.Add(read(item));
        }

        return contents;
    }

    private static int EndOfRole(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && Roles.Contains(text[..colon], StringComparer.Ordinal) ? colon : -1;
    }
}
