using System.Text;

namespace QwenCode.Files;

/// <summary>The text of a file that is edited, and the encoding in which it is written back, with its byte order mark.</summary>
internal sealed class EncodedText
{
    private readonly Encoding _encoding;

    /// <summary>Decodes UTF-8, or UTF-16 if it has that byte order mark. What cannot be read exactly must not be written.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are not valid in that encoding.</exception>
    public EncodedText(byte[] bytes)
    {
        _encoding = IsUtf16(bytes)
            ? new UnicodeEncoding(bigEndian: bytes[0] == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true)
            : new UTF8Encoding(ByteOrderMark.Begins(bytes), throwOnInvalidBytes: true);
        var mark = _encoding.Preamble.Length;
        Text = _encoding.GetString(bytes, mark, bytes.Length - mark);
    }

    /// <summary>The text without the mark.</summary>
    public string Text { get; }

    /// <summary>Whether bytes begin with the byte order mark of UTF-16.</summary>
    public static bool IsUtf16(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    /// <summary>Another text as the bytes of the file.</summary>
    public byte[] Encode(string text) => [.. _encoding.Preamble, .. _encoding.GetBytes(text)];
}
