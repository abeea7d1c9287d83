using System.Globalization;

namespace QwenCode.Core.Tests.Showing;

/// <summary>The characters that control a terminal or are invisible, by their category.</summary>
internal static class ForeignCharacters
{
    private const int LastOfTags = 0xE0FFF;

    /// <summary>Each of them as a text; lone surrogates too.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Enumerable.Range(0, LastOfTags + 1).Where(IsForeign).Select(value => value > char.MaxValue ? char.ConvertFromUtf32(value) : ((char)value).ToString()),
    ];

    /// <summary>Those of them that are left in a text as they are.</summary>
    public static IEnumerable<string> In(string shown, params ReadOnlySpan<char> allowed)
    {
        var kept = allowed.ToArray();
        var found = new List<string>();
        for (var i = 0; i < shown.Length; i++)
        {
            var isPair = i + 1 < shown.Length && char.IsSurrogatePair(shown[i], shown[i + 1]);
            if (IsForeign(isPair ? char.ConvertToUtf32(shown[i], shown[i + 1]) : shown[i]) && !kept.Contains(shown[i]))
                found.Add($"U+{(int)shown[i]:X4} at {i}");
            i += isPair ? 1 : 0;
        }

        return found;
    }

    private static bool IsForeign(int value) => (value is >= 0xE0000 and <= LastOfTags)
        || CharUnicodeInfo.GetUnicodeCategory(value) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
