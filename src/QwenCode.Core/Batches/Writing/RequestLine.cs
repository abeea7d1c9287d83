using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Receiving;

namespace QwenCode.Batches;

/// <summary>The lines of a file of requests, in OpenAI's format.</summary>
/// <param name="endpoint">The endpoint of each.</param>
internal sealed class RequestLine(string endpoint)
{
    private const int LongestNumber = 20;

    private readonly byte[] _middle = Encoding.UTF8.GetBytes($"\",\"method\":\"POST\",\"url\":\"{endpoint}\",\"body\":");

    private static ReadOnlySpan<byte> Start => "{\"custom_id\":\""u8;

    private static ReadOnlySpan<byte> End => "}\n"u8;

    /// <summary>The length of the line for a body, or slightly more.</summary>
    public int LengthOf(ReadOnlyMemory<byte> body) => Start.Length + LongestNumber + _middle.Length + body.Length + End.Length;

    /// <summary>Writes a line.</summary>
    /// <param name="target">Where it is written.</param>
    /// <param name="number">The number of the request in its batch, from 1, which is its <c>custom_id</c>.</param>
    /// <param name="body">The body of the request, JSON without line breaks.</param>
    public void Write(IBufferWriter<byte> target, long number, ReadOnlySpan<byte> body)
    {
        target.Write(Start);
        Span<byte> id = stackalloc byte[LongestNumber];
        number.TryFormat(id, out var length, default, CultureInfo.InvariantCulture);
        target.Write(id[..length]);
        target.Write(_middle);
        target.Write(body);
        target.Write(End);
    }

    /// <summary>The body in a line, as it is written there; empty if the line has none.</summary>
    /// <exception cref="JsonException">The line is not JSON.</exception>
    public static ReadOnlyMemory<byte> BodyOf(ReadOnlyMemory<byte> line)
    {
        var json = new Utf8JsonReader(line.Span);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("It is not an object.");
        while (JsonMember.Next(ref json))
        {
            if (!JsonMember.Is(ref json, "body"u8))
            {
                JsonMember.Skip(ref json);
                continue;
            }

            var start = (int)json.TokenStartIndex;
            json.Skip();
            return line[start..(int)json.BytesConsumed];
        }

        return default;
    }

    /// <summary>The conversation in a line; an empty one if it has none that can be read.</summary>
    public static Conversation ConversationOf(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonRepair.Repair(BodyOf(line)));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("messages", out var messages)
                ? ConversationReader.Read(new MessageJson(messages)) ?? Conversation.Empty
                : Conversation.Empty;
        }
        catch (Exception exception) when (exception is JsonException or QwenException)
        {
            return Conversation.Empty;
        }
    }
}
