using System.Text;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>Generated texts that are full of what matters to the dotenv grammar.</summary>
internal static class DotenvTexts
{
    private static readonly string[] Pieces =
    [
        "'", "\"", "`", "\\", "#", "=", ":", " ", "\t", "\n", "\n", "\r", "\r\n", "export ", "export", "\u2028", "\u2029", "\uFEFF",
        "\u0085", "\u00A0", "\u3000", "\v", "A", "b", "_", ".", "-", "é", "7", "\\n", "\\r", "\\'", "\\\"", "$", "A=", "B='", "C=\"", "D: ",
        "\n'", "'\n", "\"\n", "\n\"",
    ];

    /// <summary>A text of up to 29 fragments.</summary>
    public static string Generate(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 30); count > 0; count--)
            text.Append(Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }

    /// <summary>The text in ASCII.</summary>
    public static string Escape(string text) =>
        string.Concat(text.Select(c => c is >= ' ' and <= '~' and not '\\' ? c.ToString() : $"\\u{(int)c:X4}"));
}
