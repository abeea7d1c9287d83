using System.Buffers;
using System.Text;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>
/// Writes messages as JSON from which <see cref="MessageReader"/> reads equal ones. <see cref="MessageWriter"/> writes what services accept,
/// which lacks names and has the results of calls that were not run.
/// </summary>
internal static class SavedMessageWriter
{
    /// <summary>Writes the messages as an array.</summary>
    /// <param name="json">Where they are written to.</param>
    /// <param name="messages">The messages.</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<ChatMessage> messages)
    {
        json.WriteStartArray();
        foreach (var message in messages)
            Write(json, message);
        json.WriteEndArray();
    }

    /// <summary>The contents of a message as the text of an array.</summary>
    public static string ContentsOf(ChatMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonLine.Options))
            WriteContents(json, message);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role);
        if (message.IsIncomplete)
            json.WriteBoolean("isIncomplete", value: true);
        if (message.AllContents is [] or [ChatText])
        {
            json.WriteString("text", message.Text);
        }
        else
        {
            json.WritePropertyName("contents");
            WriteContents(json, message);
        }

        json.WriteEndObject();
    }

    private static void WriteContents(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartArray();
        foreach (var content in message.AllContents)
            Write(json, content);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ChatContent content)
    {
        json.WriteStartObject();
        json.WriteString("type", content.Type);
        switch (content)
        {
            case ChatText text:
                json.WriteString("text", text.Text);
                break;
            case ChatReasoning reasoning:
                json.WriteString("text", reasoning.Text);
                break;
            case ChatImage image:
                json.WriteString("url", image.Url);
                json.WriteString("name", image.Name);
                break;
            case ChatFile file:
                json.WriteOptional("url", file.Url);
                json.WriteOptional("id", file.Id);
                json.WriteString("name", file.Name);
                break;
            case ChatToolCall call:
                json.WriteOptional("id", call.Id);
                json.WriteString("name", call.Name);
                json.WriteString("arguments", call.Arguments);
                break;
            case ChatToolResult result:
                json.WriteOptional("callId", result.CallId);
                json.WriteString("text", result.Text);
                break;
        }

        json.WriteEndObject();
    }
}
