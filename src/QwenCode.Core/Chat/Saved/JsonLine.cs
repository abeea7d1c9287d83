using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>A line of a file of JSON lines.</summary>
internal static class JsonLine
{
    /// <summary>How it is written. A line has no line break: JSON escapes them.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Whether the first line of a file, which has no break, is what a killed process left of one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="beginning">How the first line of such a file begins.</param>
    public static bool IsTorn(ReadOnlySpan<byte> line, ReadOnlySpan<byte> beginning) => line.StartsWith(beginning) || beginning.StartsWith(line);

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
