using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Help;

/// <summary>An output as a page shows it, and as it was seen.</summary>
internal static partial class ShownOutput
{
    /// <summary>Whether they are the same. Lines may be broken differently; … matches anything.</summary>
    public static bool Fits(string? shown, string seen) =>
        Regex.IsMatch(Plain(seen), "^" + Regex.Escape(Plain(shown ?? "")).Replace("…", ".*") + "$");

    private static string Plain(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
