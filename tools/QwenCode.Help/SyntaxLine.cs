using System.Text.RegularExpressions;

namespace QwenCode.Help;

/// <summary>A line as <c>Get-Command -Syntax</c> writes it.</summary>
internal static partial class SyntaxLine
{
    /// <summary>The parameters' names in their order.</summary>
    public static IEnumerable<string> Parameters(string text) => Name().Matches(text).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"(?<=\s|\[)-(?<name>\w+)")]
    private static partial Regex Name();
}
