using System.Text;

namespace QwenCode.Showing;

/// <summary>Whether the lines are those of a formula between <c>$$</c> or <c>\[</c> and <c>\]</c>, which are shown as they are.</summary>
internal sealed class FormulaLines
{
    private readonly StringBuilder _line = new();
    private string? _end;
    private bool _isFirst;

    /// <summary>Whether a formula is open.</summary>
    public bool IsOpen => _end is not null;

    /// <summary>Begins a formula.</summary>
    /// <param name="line">The line that begins it.</param>
    public void Begin(string line) => (_end, _isFirst) = (line[0] == '$' ? "$$" : @"\]", true);

    /// <summary>Reads a part of a line.</summary>
    public void Take(ReadOnlySpan<char> text)
    {
        if (_end is null || _isFirst)
            return;
        for (var i = 0; i < text.Length && _line.Length <= _end.Length; i++)
        {
            if (text[i] is not (' ' or '\t'))
                _line.Append(text[i]);
        }
    }

    /// <summary>Ends a line.</summary>
    public void EndLine()
    {
        if (!_isFirst && _end is not null && _line.Equals(_end))
            _end = null;
        _isFirst = false;
        _line.Clear();
    }

    /// <summary>Ends the formula.</summary>
    public void End() => _end = null;
}
