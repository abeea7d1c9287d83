using System.Text;
using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

/// <summary>What the renderer makes of an answer, legible: styles as tags.</summary>
internal static class Screen
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["1"] = "b", ["2"] = "dim", ["3"] = "i", ["4"] = "u", ["9"] = "s", ["36"] = "c",
    };

    /// <summary>The raw output.</summary>
    public static string Raw(string text, int? width)
    {
        var renderer = new AnswerRenderer(width, isStyled: true);
        return renderer.Next(text) + renderer.End();
    }

    /// <summary>The output, with styles as <c>&lt;b,u&gt;…&lt;/&gt;</c>.</summary>
    public static string Of(string text, int? width = 80) => Tags(Raw(text, width));

    /// <summary>The output without styles.</summary>
    public static string Plain(string text, int? width = 80)
    {
        var plain = new StringBuilder();
        foreach (var (part, isCode) in Parts(Raw(text, width)))
            plain.Append(isCode ? "" : part);
        return plain.ToString();
    }

    // A style that ends and begins again goes on.
    private static string Tags(string text)
    {
        var tags = new StringBuilder();
        var (open, next) = ("", "");
        foreach (var (part, isCode) in Parts(text))
        {
            if (isCode)
            {
                next = string.Join(',', part.Split(';').Where(code => code != "0").Select(code => Names[code]));
                continue;
            }

            if (part.Length == 0)
                continue;
            tags.Append(next == open ? "" : (open.Length > 0 ? "</>" : "") + (next.Length > 0 ? $"<{next}>" : "")).Append(part);
            open = next;
        }

        return tags.Append(open.Length > 0 ? "</>" : "").ToString();
    }

    private static IEnumerable<(string Part, bool IsCode)> Parts(string text)
    {
        while (text.IndexOf("\u001B[", StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = text.IndexOf('m', start);
            yield return (text[..start], false);
            yield return (text[(start + 2)..end], true);
            text = text[(end + 1)..];
        }

        yield return (text, false);
    }
}
