using System.Text;
using System.Text.Unicode;
using QwenCode.Files;

namespace QwenCode.Configuration;

/// <summary>Decodes configuration files.</summary>
internal static class EnvText
{
    /// <summary>
    /// The text of <paramref name="bytes"/>: UTF-8, or UTF-16 if it has that byte order mark. The mark is removed.
    /// </summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="warning">The warning that other programs read the file differently, or <see langword="null"/>.</param>
    public static string Decode(byte[] bytes, out string? warning)
    {
        warning = null;
        if (EncodedText.IsUtf16(bytes))
        {
            warning = "The file is encoded in UTF-16, which Qwen Code and other dotenv readers cannot read. Save it as UTF-8.";
            var encoding = bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            return encoding.GetString(bytes, 2, bytes.Length - 2);
        }

        if (!Utf8.IsValid(bytes))
            warning = "The file has bytes that are not UTF-8 and are read as U+FFFD. Save it as UTF-8.";
        return Encoding.UTF8.GetString(ByteOrderMark.Skip(bytes.AsSpan()));
    }
}
