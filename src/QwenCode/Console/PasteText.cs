using System.Text;

namespace QwenCode.Console;

/// <summary>Gathers the text of a paste from its keys. Line breaks become LF.</summary>
internal sealed class PasteText
{
    private const char Escape = '\u001B';
    private const string End = "\u001B[201~";

    private readonly StringBuilder _text = new();
    private bool _isBracketed;

    /// <summary>Whether a key types text, as keys of a paste do: characters, line breaks, tabs.</summary>
    public static bool IsText(ConsoleKeyInfo key) => key.KeyChar is '\r' or '\n' or '\t' || !char.IsControl(key.KeyChar);

    /// <summary>Begins a paste.</summary>
    /// <param name="isBracketed">Whether the terminal marks its end.</param>
    public void Begin(bool isBracketed)
    {
        _isBracketed = isBracketed;
        _text.Clear();
    }

    /// <summary>Adds a line break.</summary>
    public void AddLineBreak() => _text.Append('\r');

    /// <summary>Adds a key, and returns whether it ends the paste.</summary>
    public bool Add(ConsoleKeyInfo key)
    {
        // .NET combines an escape character and what follows, and has no character for a key that it decoded.
        if (_isBracketed && key.Modifiers == ConsoleModifiers.Alt)
            _text.Append(Escape);
        if (key.KeyChar != default)
            _text.Append(key.KeyChar);
        if (!_isBracketed || key.KeyChar != End[^1] || _text.Length < End.Length || !EndsWith(End))
            return false;
        _text.Length -= End.Length;
        return true;
    }

    /// <summary>Takes the text; the beginning of a mark whose rest was lost is not part of it.</summary>
    public string Take()
    {
        for (var length = End.Length - 1; _isBracketed && length > 0; length--)
        {
            if (EndsWith(End[..length]))
            {
                _text.Length -= length;
                break;
            }
        }

        var text = _text.ToString();
        _text.Clear();
        return text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    }

    private bool EndsWith(string mark)
    {
        var start = _text.Length - mark.Length;
        for (var i = 0; i < mark.Length; i++)
        {
            if (start < 0 || _text[start + i] != mark[i])
                return false;
        }

        return true;
    }
}
