using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>A line of a file of JSON lines.</summary>
internal static class JsonLine
{
    // A line has no line break: JSON escapes them.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The line with its break: an object.</summary>
    /// <param name="write">Writes the members.</param>
    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }
}
