using System.Text;

namespace QwenCode.Showing;

/// <summary>The text of a heading, without the marks that may close it.</summary>
/// <param name="inline">Where the text goes.</param>
internal sealed class HeadingText(InlineReader inline)
{
    private readonly StringBuilder _tail = new();
    private bool _isBegun;

    /// <summary>Begins a heading of a level.</summary>
    public void Begin(int level)
    {
        inline.Base = level == 1 ? TextStyles.Bold | TextStyles.Underline : TextStyles.Bold;
        _isBegun = false;
        _tail.Clear();
    }

    /// <summary>Takes a character.</summary>
    public void Take(char next)
    {
        if (next is ' ' or '\t' || (next == '#' && (_tail.Length > 0 || !_isBegun)))
        {
            if (_isBegun || _tail.Length > 0 || next == '#')
                _tail.Append(next);
            return;
        }

        if (_tail.Length > 0)
            inline.Take(_tail.ToString());
        _tail.Clear();
        _isBegun = true;
        inline.Take([next]);
    }

    /// <summary>Ends the heading.</summary>
    public void End()
    {
        var tail = _tail.ToString().AsSpan().Trim(' ');
        if (tail.Contains(' '))
            inline.Take(_tail.ToString());
        inline.End();
        inline.Base = TextStyles.None;
    }
}
