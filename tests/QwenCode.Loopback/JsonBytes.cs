using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QwenCode.Loopback;

internal static class JsonBytes
{
    // Text goes out as raw UTF-8, so that cutting the bytes can cut a character.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Object(Action<Utf8JsonWriter> members) => Write(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });
}
