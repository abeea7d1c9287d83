using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QwenCode.Console;

/// <summary>The lines of a history file, each a prompt as a JSON string. A line that is not one, such as that of an interrupted write, is ignored.</summary>
internal static class HistoryLines
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The prompts of a file, without those that repeat the one before.</summary>
    public static List<string> Read(ReadOnlySpan<byte> content)
    {
        var prompts = new List<string>();
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n');
            var line = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            if (Parse(line) is { Length: > 0 } prompt && (prompts.Count == 0 || prompts[^1] != prompt))
                prompts.Add(prompt);
        }

        return prompts;
    }

    /// <summary>Appends the line of a prompt.</summary>
    public static void Write(ArrayBufferWriter<byte> output, string prompt)
    {
        using (var writer = new Utf8JsonWriter(output, Readable))
            writer.WriteStringValue(prompt);
        output.Write("\n"u8);
    }

    private static string? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return reader.Read() && reader.TokenType == JsonTokenType.String && reader.GetString() is var prompt && !reader.Read() ? prompt : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter for bytes or escapes that are no text.
            return null;
        }
    }
}
