using System.Text;
using System.Text.RegularExpressions;

namespace QwenCode.Help;

/// <summary>Markdown as text for the console.</summary>
internal static partial class PlainText
{
    /// <summary>The text without marks: links by their text, and their address if it is on the web.</summary>
    public static string Of(string markdown)
    {
        var text = Link().Replace(markdown, match => match.Groups["address"].Value.StartsWith("http", StringComparison.Ordinal)
            && match.Groups["address"].Value != match.Groups["text"].Value
                ? $"{match.Groups["text"].Value} ({match.Groups["address"].Value})"
                : match.Groups["text"].Value);
        return Escape().Replace(Marks().Replace(text, "${text}"), "$1");
    }

    /// <summary>Lines as one; without a blank between Chinese characters.</summary>
    public static string Join(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (text.Length > 0 && line.Length > 0 && !(IsWide(text[^1]) && IsWide(line[0])))
                text.Append(' ');
            text.Append(line);
        }

        return text.ToString();
    }

    /// <summary>The text in lines of at most <paramref name="width"/> columns, of which a Chinese character takes two.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        var columns = 0;
        foreach (Match part in Part().Matches(text))
        {
            var needed = Columns(part.Value);
            if (columns > 0 && columns + Columns(part.Value.TrimEnd()) > width)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
                columns = 0;
            }

            line.Append(part.Value);
            columns += needed;
        }

        if (line.Length > 0)
            yield return line.ToString().TrimEnd();
    }

    /// <summary>The columns that a text takes.</summary>
    public static int Columns(string text) => text.Sum(c => IsWide(c) ? 2 : 1);

    // The scripts of East Asia and their punctuation.
    private static bool IsWide(char c) => c is >= '\u2E80' and <= '\uA4CF' or >= '\uAC00' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF' or >= '\uFE30' and <= '\uFE6F' or >= '\uFF00' and <= '\uFF60';

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<address>[^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<text>[^`]+)`|\*\*(?<text>[^*]+)\*\*|(?<![\w*])\*(?<text>[^*\s][^*]*)\*(?![\w*])")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\\([\\`*_{}\[\]<>()#+.!|-])")]
    private static partial Regex Escape();

    // A word with its blanks, or a wide character, with the marks that must not end or begin a line.
    [GeneratedRegex(@"[（「『《]*(?:[\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]|[^\s\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]+)[，。；：、！？）」』》]*\s*")]
    private static partial Regex Part();
}
