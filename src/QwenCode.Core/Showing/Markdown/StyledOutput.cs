using System.Text;

namespace QwenCode.Showing;

/// <summary>Text with the codes (SGR) of its styles. Each row stands alone: no style goes on beyond its end.</summary>
internal sealed class StyledOutput
{
    private const string Reset = "\u001B[0m";

    private static readonly (TextStyles Style, string Code)[] Codes =
    [
        (TextStyles.Bold, "1"), (TextStyles.Dim, "2"), (TextStyles.Italic, "3"), (TextStyles.Underline, "4"), (TextStyles.Strike, "9"), (TextStyles.Code, "36"),
    ];

    private readonly StringBuilder _text = new();
    private TextStyles _style;

    /// <summary>Appends text.</summary>
    public void Append(ReadOnlySpan<char> text, TextStyles style)
    {
        Use(style);
        _text.Append(text);
    }

    /// <summary>Appends blanks.</summary>
    public void AppendBlanks(int count, TextStyles style)
    {
        if (count == 0)
            return;
        Use(style);
        _text.Append(' ', count);
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        EndStyle();
        _text.Append('\n');
    }

    /// <summary>Appends a part of a row that has its own styles.</summary>
    public void AppendStyled(string text)
    {
        EndStyle();
        _text.Append(text);
    }

    /// <summary>Ends the style, so that what has been shown leaves none behind if nothing follows.</summary>
    public void EndStyle() => Use(TextStyles.None);

    /// <summary>Takes back the end of the last row.</summary>
    public void ContinueRow()
    {
        if (_text.Length > 0 && _text[^1] == '\n')
            _text.Length--;
    }

    /// <summary>What was appended since the last time.</summary>
    public string Take()
    {
        if (_text.Length == 0)
            return "";
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    private void Use(TextStyles style)
    {
        if (style == _style)
            return;
        if (style == TextStyles.None)
            _text.Append(Reset);
        else
            AppendCode(style);
        _style = style;
    }

    private void AppendCode(TextStyles style)
    {
        _text.Append("\u001B[");
        var separator = _style == TextStyles.None ? "" : "0;";
        foreach (var (each, code) in Codes)
        {
            if (!style.HasFlag(each))
                continue;
            _text.Append(separator).Append(code);
            separator = ";";
        }

        _text.Append('m');
    }
}
