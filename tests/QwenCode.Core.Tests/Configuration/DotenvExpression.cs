using System.Text.RegularExpressions;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>
/// The reference reader: npm dotenv's regular expression, with ECMAScript's character classes and line anchors spelled out, since
/// those of .NET differ.
/// </summary>
internal static partial class DotenvExpression
{
    private const string LineEnd = @"\n\r\u2028\u2029";
    private const string Blank = @"[\t\n\v\f\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]";
    private const string LineStartAnchor = $"(?<![^{LineEnd}])";
    private const string LineEndAnchor = $"(?![^{LineEnd}])";

    private const string Assignment =
        LineStartAnchor + Blank + "*(?:export" + Blank + "+)?"
        + "(?<key>[A-Za-z0-9_.-]+)"
        + "(?:" + Blank + "*=" + Blank + "*?|:" + Blank + "+?)"
        + "(?<value>" + Blank + @"*'(?:\\'|[^'])*'|" + Blank + "*\"(?:\\\\\"|[^\"])*\"|" + Blank + @"*`(?:\\`|[^`])*`|[^#\r\n]+)?"
        + Blank + "*(?:#[^" + LineEnd + "]*)?" + LineEndAnchor;

    private const string Quoted = LineStartAnchor + "(?<quote>['\"`])(?<inner>[\\s\\S]*)\\k<quote>" + LineEndAnchor;

    public static IEnumerable<(string Name, string Value, int Line)> Read(string text)
    {
        var lines = CarriageReturn().Replace(text, "\n");
        foreach (Match match in AssignmentPattern().Matches(lines))
        {
            var key = match.Groups["key"];
            yield return (key.Value, Unquote(Trim().Replace(match.Groups["value"].Value, "")), 1 + lines.AsSpan(0, key.Index).Count('\n'));
        }
    }

    private static string Unquote(string value)
    {
        var text = QuotedPattern().Replace(value, "${inner}");
        return value.StartsWith('"')
            ? text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal)
            : text;
    }

    [GeneratedRegex(@"\r\n?")]
    private static partial Regex CarriageReturn();

    [GeneratedRegex(Assignment, RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex AssignmentPattern();

    [GeneratedRegex(Quoted, RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"\A" + Blank + "+|" + Blank + @"+\z")]
    private static partial Regex Trim();
}
