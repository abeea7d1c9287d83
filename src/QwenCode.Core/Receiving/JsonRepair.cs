using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace QwenCode.Receiving;

/// <summary>Replaces invalid Unicode in JSON, for which <c>System.Text.Json</c> throws.</summary>
internal static class JsonRepair
{
    private const int EscapeLength = 6;

    /// <summary>The JSON with U+FFFD for each byte that is not UTF-8 and for each escaped surrogate without its other half; the same memory if there is none.</summary>
    public static ReadOnlyMemory<byte> Repair(ReadOnlyMemory<byte> json) => IsSound(json.Span) ? json : Repair(json.Span);

    /// <summary>As <see cref="Repair(ReadOnlyMemory{byte})"/>, always a copy.</summary>
    public static byte[] Repair(ReadOnlySpan<byte> json)
    {
        var repaired = new byte[Write(json, default)];
        Write(json, repaired);
        return repaired;
    }

    private static bool IsSound(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && SoundLength(json) == json.Length;

    // The length of the repaired JSON; it is written if there is a buffer for it.
    private static int Write(ReadOnlySpan<byte> json, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var length = SoundLength(json);
            if (!target.IsEmpty)
                json[..length].CopyTo(target[written..]);
            written += length;
            json = json[length..];
            if (json.IsEmpty)
                return written;
            var isEscape = json[0] == '\\';
            var replacement = isEscape ? @"\ufffd"u8 : "\uFFFD"u8;
            if (!target.IsEmpty)
                replacement.CopyTo(target[written..]);
            written += replacement.Length;
            json = json[(isEscape ? EscapeLength : InvalidLength(json))..];
        }
    }

    // The length of the JSON before its first error.
    private static int SoundLength(ReadOnlySpan<byte> json)
    {
        var length = 0;
        while (length < json.Length)
        {
            var rest = json[length..];
            if (rest[0] == '\\')
            {
                if (SoundEscapeLength(rest) is not (> 0 and var escape))
                    return length;
                length += escape;
            }
            else if (Ascii.IsValid(rest[0]))
            {
                length++;
            }
            else
            {
                if (Rune.DecodeFromUtf8(rest, out _, out var consumed) != OperationStatus.Done)
                    return length;
                length += consumed;
            }
        }

        return length;
    }

    private static int InvalidLength(ReadOnlySpan<byte> json)
    {
        _ = Rune.DecodeFromUtf8(json, out _, out var consumed);
        return consumed;
    }

    // 0 if it is a lone surrogate.
    private static int SoundEscapeLength(ReadOnlySpan<byte> json)
    {
        if (CodeUnit(json) is not { } first)
            return Math.Min(json.Length, 2);
        if (!char.IsSurrogate(first))
            return EscapeLength;
        return char.IsHighSurrogate(first) && CodeUnit(json[EscapeLength..]) is { } second && char.IsLowSurrogate(second) ? 2 * EscapeLength : 0;
    }

    private static char? CodeUnit(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength && json.StartsWith(@"\u"u8) && ushort.TryParse(json[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
