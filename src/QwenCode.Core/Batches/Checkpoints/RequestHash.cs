using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QwenCode.Catalogue;
using QwenCode.Chat;

namespace QwenCode.Batches;

/// <summary>Short hashes by which a later run recognizes the same request. They reveal nothing of it.</summary>
internal static class RequestHash
{
    /// <summary>A hash of the messages of a request.</summary>
    public static UInt128 OfMessages(IEnumerable<ChatMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            SavedMessageWriter.Write(json, messages);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(buffer.WrittenSpan));
    }

    /// <summary>A hash of what a request has besides its messages and its model.</summary>
    public static string OfOptions(ChatRequest request) =>
        Shown(ChatRequestWriter.Write(request with { Conversation = Conversation.Empty }, "", Providers.Default).Span);

    /// <summary>A hash of a text.</summary>
    public static string OfText(string? text) => Shown(Encoding.UTF8.GetBytes(text ?? ""));

    private static string Shown(ReadOnlySpan<byte> bytes) => $"{BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(bytes)):x16}";
}
