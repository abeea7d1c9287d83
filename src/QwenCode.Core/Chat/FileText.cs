using System.Text;

namespace QwenCode.Chat;

/// <summary>Finds out in which encoding a file's text is.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text: by its mark UTF-8, UTF-16 or UTF-32; without one UTF-8 where it is valid; else GB18030 where that is valid, as
    /// older Chinese files are; else Windows-1252.
    /// </summary>
    public static string Decode(byte[] bytes)
    {
        if (HasWideMark(bytes) || bytes is [0xEF, 0xBB, 0xBF, ..])
        {
            using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }

        return Try(StrictUtf8, bytes) ?? Try(Strict("gb18030"), bytes) ?? Strict("windows-1252").GetString(bytes);
    }

    /// <summary>Whether the bytes begin with the mark of UTF-16 or UTF-32.</summary>
    public static bool HasWideMark(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..];

    private static Encoding Strict(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, name == "gb18030" ? DecoderFallback.ExceptionFallback : DecoderFallback.ReplacementFallback)!;

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
