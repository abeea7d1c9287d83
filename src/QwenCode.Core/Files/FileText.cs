using System.Buffers;
using System.Text;

namespace QwenCode.Files;

/// <summary>Detects the encoding of a file's text.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text: by its mark UTF-8, UTF-16 or UTF-32; without one UTF-8 if it is valid but for a few bytes, which become U+FFFD; else
    /// GB18030, as older Chinese files are, if that is valid and most of its characters are common ones; else Windows-1252.
    /// </summary>
    public static string Decode(byte[] bytes)
    {
        if (HasWideMark(bytes) || ByteOrderMark.Begins(bytes))
        {
            using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }

        return Try(StrictUtf8, bytes)
            ?? (LooksLikeUtf8(bytes) ? Encoding.UTF8.GetString(bytes) : null)
            ?? (LooksChinese(bytes) ? Try(CodePage("gb18030", DecoderFallback.ExceptionFallback), bytes) : null)
            ?? CodePage("windows-1252", DecoderFallback.ReplacementFallback).GetString(bytes);
    }

    /// <summary>Whether the bytes begin with the mark of UTF-16 or UTF-32.</summary>
    // In little-endian order the mark of UTF-32 begins with that of UTF-16.
    public static bool HasWideMark(ReadOnlySpan<byte> bytes) => EncodedText.IsUtf16(bytes) || bytes is [0, 0, 0xFE, 0xFF, ..];

    // Text in another encoding has hardly any byte sequence that UTF-8 allows beyond ASCII. A sequence that the end of the
    // file truncates counts as a whole one.
    private static bool LooksLikeUtf8(ReadOnlySpan<byte> bytes)
    {
        var (valid, invalid) = (0, 0);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            if (status == OperationStatus.InvalidData)
                invalid++;
            else if (!rune.IsAscii && length > 1)
                valid++;
            bytes = bytes[length..];
        }

        return valid > 0 && valid >= invalid;
    }

    // Accented letters of western text make valid GB18030 too, but of rare characters: their bytes lie above those of the common ones.
    private static bool LooksChinese(ReadOnlySpan<byte> bytes)
    {
        var (common, rare) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
                continue;
            var isCommon = i + 1 < bytes.Length && bytes[i] is (>= 0xA1 and <= 0xA3) or (>= 0xB0 and <= 0xD7) && bytes[i + 1] >= 0xA1;
            common += isCommon ? 1 : 0;
            rare += isCommon ? 0 : 1;
            i++;
        }

        return common > rare;
    }

    private static Encoding CodePage(string name, DecoderFallback fallback) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, fallback)!;

    private static string? Try(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
