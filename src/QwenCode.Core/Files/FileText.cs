using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace QwenCode.Files;

/// <summary>Detects the encoding of a file's text.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Without tab, line breaks, page breaks, backspace, escape, the end of a file in DOS, and the separators of records.
    private static readonly SearchValues<byte> ControlCharacters = SearchValues.Create([1, 2, 3, 4, 5, 6, 7, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 127]);

    private const int LengthOfBeginning = 8 * 1024;

    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B, 8];

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

    /// <summary>
    /// Whether the bytes are not text: a NUL in the beginning of what has no mark; or, in what is not UTF-8, the control characters that text
    /// never has, in more than one of fifty bytes, as in compressed data and in UTF-16 without a mark.
    /// </summary>
    public static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        if (HasWideMark(bytes) || ByteOrderMark.Begins(bytes))
            return false;
        var beginning = Beginning(bytes);
        return beginning.Contains((byte)0) || (!Utf8.IsValid(bytes) && (bytes.StartsWith(Gzip) || Controls(beginning) * 50 > beginning.Length));
    }

    /// <summary>Whether it seems to be text in UTF-16 without a mark: NULs only in every other byte, and many of them.</summary>
    public static bool IsUnmarkedUtf16(ReadOnlySpan<byte> bytes)
    {
        var (even, odd) = (0, 0);
        var beginning = Beginning(bytes);
        for (var i = 0; i < beginning.Length; i++)
        {
            even += beginning[i] == 0 && i % 2 == 0 ? 1 : 0;
            odd += beginning[i] == 0 && i % 2 == 1 ? 1 : 0;
        }

        return bytes.Length % 2 == 0 && (even == 0 || odd == 0) && (even + odd) * 4 > beginning.Length;
    }

    private static ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, LengthOfBeginning)];

    private static int Controls(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var value in bytes)
            count += ControlCharacters.Contains(value) ? 1 : 0;
        return count;
    }

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
