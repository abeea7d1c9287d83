using System.Globalization;
using System.Text;

namespace QwenCode.Files;

/// <summary>The names of saved conversations and batches, each a file name on all systems.</summary>
internal static class SavedName
{
    private const int MostCharacters = 100;

    // File systems allow 255, with an extension.
    private const int MostBytes = 240;

    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL"];

    /// <summary>A name made of the time.</summary>
    public static string Of(DateTimeOffset localTime) => localTime.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture);

    /// <summary>The reason why a text cannot be a name; <see langword="null"/> if it can.</summary>
    public static string? ReasonAgainst(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return "it is empty";
        if (name.Length > MostCharacters || Encoding.UTF8.GetByteCount(name) > MostBytes)
            return $"it is longer than {MostCharacters} characters";
        if (name.EnumerateRunes().FirstOrDefault(rune => !IsAllowed(rune)) is { Value: not 0 } rune)
            return $"it contains '{rune}'";
        if (name.Contains('\0', StringComparison.Ordinal))
            return "it contains a NUL character";
        if (!IsLetterOrDigit(Rune.GetRuneAt(name, 0)) || name[^1] is '-' or '_' or '.' or ' ')
            return "it does not begin and end with a letter or digit";
        return IsDevice(name) ? "Windows has a device of that name" : null;
    }

    private static bool IsAllowed(Rune rune) => rune.Value is '-' or '_' or '.' or ' ' || IsLetterOrDigit(rune) || IsMark(rune);

    private static bool IsLetterOrDigit(Rune rune) => Rune.IsLetterOrDigit(rune);

    // Vowels of many scripts.
    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // With any extension, too.
    private static bool IsDevice(string name)
    {
        var stem = name.Split('.')[0].TrimEnd();
        return Devices.Contains(stem, StringComparer.OrdinalIgnoreCase)
            || (stem.Length == 4 && char.IsAsciiDigit(stem[3]) && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)));
    }
}
