using System.Runtime.InteropServices;

namespace QwenCode.Showing;

/// <summary>
/// Breaks styled lines between words, East Asian text between characters, and words longer than a row between graphemes. Each row
/// begins with the prefix of the blocks that it is in.
/// </summary>
/// <param name="output">Where the rows go.</param>
internal sealed class StyledWrap(StyledOutput output)
{
    private const int TabStop = 8;
    private const int FewestCells = 1;
    private const int MostRule = 60;
    private const int ShortRule = 3;
    private const int MostLongRules = 1000;
    private const char FirstSimple = '!';
    private const char LastSimple = '~';
    private const string NotFirst = "、。，．：；！？」』）】》〉〕｝］”’…‥ー々";
    private const string NotLast = "「『（【《〈〔｛［“‘";

    private readonly GraphemeReader _graphemes = new();
    private readonly List<char> _word = [];
    private readonly List<(int End, TextStyles Style)> _runs = [];
    private RowPrefix _first = RowPrefix.None;
    private RowPrefix _rest = RowPrefix.None;
    private TextStyles _style;
    private TextStyles _blankStyle;
    private int _limit = int.MaxValue;
    private int _space = int.MaxValue;
    private int _wordCells;
    private int _column;
    private int _blanks;
    private int _rules;
    private bool _isRowBegun;
    private bool _breaksAfter;
    private bool _joinsAfter;

    /// <summary>The columns of the terminal; a change takes effect with the next line.</summary>
    public int? Width { get; set; }

    /// <summary>The most columns of a row.</summary>
    // Terminals differ in what a line break after the last column does.
    public int Limit => Width is { } width ? Math.Max(width - 1, FewestCells) : int.MaxValue;

    /// <summary>Begins a line.</summary>
    /// <param name="first">The prefix of its first row.</param>
    /// <param name="rest">The prefix of the others.</param>
    public void BeginLine(RowPrefix first, RowPrefix rest)
    {
        (_first, _rest, _limit) = (first, rest, Limit);
        _space = Math.Max(_limit - Math.Max(first.Cells, rest.Cells), FewestCells);
        (_column, _blanks, _isRowBegun, _breaksAfter, _joinsAfter) = (0, 0, false, false, false);
    }

    /// <summary>Writes text that may be broken.</summary>
    public void Write(ReadOnlySpan<char> text, TextStyles style)
    {
        while (!text.IsEmpty)
        {
            var first = text[0];
            if (first is ' ' or '\t')
                TakeBlank(first, style);
            else
                TakeVisible(first, style);
            text = text[1..];
            if (IsSimple(first))
                text = text[TakeSimple(text, style)..];
        }
    }

    /// <summary>Writes text as it is, on this row.</summary>
    public void WriteVerbatim(ReadOnlySpan<char> text, TextStyles style)
    {
        EndText();
        BeginRow();
        output.Append(text, style);
        output.EndStyle();
    }

    /// <summary>Writes a part of this row that has its own styles.</summary>
    public void WriteStyled(string text)
    {
        BeginRow();
        output.AppendStyled(text);
    }

    /// <summary>Writes a line of its own: a rule, with a label if there is one. After very many of them they are short, so that an answer of fences does not fill the terminal.</summary>
    public void WriteRule(RowPrefix first, RowPrefix rest, string label)
    {
        BeginLine(first, rest);
        var cells = Math.Min(_rules++ < MostLongRules ? MostRule : ShortRule, Math.Max(_limit - first.Cells, FewestCells));
        var begin = label.Length == 0 ? "" : $"── {label} ";
        var length = CellWidth.Of(begin);
        if (length < cells)
            WriteVerbatim(begin + new string('─', cells - length), TextStyles.Dim);
        else
            Write(begin, TextStyles.Dim);
        EndLine();
    }

    /// <summary>Writes what was held back.</summary>
    public void EndText()
    {
        EndGrapheme();
        EndWord();
    }

    /// <summary>Ends the line.</summary>
    public void EndLine()
    {
        EndText();
        if (!_isRowBegun)
            _first.WriteAlone(output);
        output.EndRow();
        _isRowBegun = false;
    }

    /// <summary>Ends the text.</summary>
    public void End() => _rules = 0;

    private void TakeVisible(char unit, TextStyles style)
    {
        if (_graphemes.Held.IsEmpty)
            _style = style;
        if (_graphemes.TryContinue(unit))
            return;
        EndGrapheme();
        _graphemes.TryContinue(unit);
        _style = style;
    }

    private static bool IsSimple(char unit) => unit is >= FirstSimple and <= LastSimple;

    // After such a character, others like it take a column each, break nowhere, and do not combine with what precedes them. The last one is held back.
    private int TakeSimple(ReadOnlySpan<char> text, TextStyles style)
    {
        if (_limit == int.MaxValue)
            return 0;
        text = text[..Math.Clamp(_space - _wordCells - 1, 0, text.Length)];
        var end = text.IndexOfAnyExceptInRange(FirstSimple, LastSimple);
        var length = end < 0 ? text.Length : end;
        if (length == 0)
            return 0;
        EndGrapheme();
        if (length > 1)
            AppendToWord(text[..(length - 1)], length - 1, style);
        TakeVisible(text[length - 1], style);
        return length;
    }

    private void TakeBlank(char blank, TextStyles style)
    {
        EndText();
        (_breaksAfter, _joinsAfter) = (false, false);
        _blanks += blank == ' ' ? 1 : TabStop - ((_column + _blanks) % TabStop);
        _blankStyle = style;
    }

    private void EndGrapheme()
    {
        if (_graphemes.Held.IsEmpty)
            return;
        var cells = _graphemes.HeldCells;
        var first = _graphemes.Held[0];
        var isWide = cells > 1;
        var mayBreak = (isWide || _breaksAfter) && !_joinsAfter && cells > 0 && !NotFirst.Contains(first, StringComparison.Ordinal);
        if (mayBreak || _wordCells + cells > _space)
            EndWord();
        AppendToWord(_graphemes.Held, cells, _style);
        if (cells > 0)
            (_breaksAfter, _joinsAfter) = (isWide, NotLast.Contains(first, StringComparison.Ordinal));
        _graphemes.Clear();
        if (_limit == int.MaxValue)
            EndWord();
    }

    private void AppendToWord(ReadOnlySpan<char> text, int cells, TextStyles style)
    {
        _word.AddRange(text);
        _wordCells += cells;
        if (_runs.Count > 0 && _runs[^1].Style == style)
            _runs[^1] = (_word.Count, style);
        else
            _runs.Add((_word.Count, style));
    }

    private void EndWord()
    {
        if (_word.Count == 0)
            return;
        if (_isRowBegun && _column + _blanks + (long)_wordCells > _limit)
        {
            output.EndRow();
            (_first, _blanks, _isRowBegun) = (_rest, 0, false);
        }

        if (!_isRowBegun && _blanks + (long)_wordCells > _space)
            _blanks = 0;
        BeginRow();
        output.AppendBlanks(_blanks, _blankStyle);
        _column += _blanks + _wordCells;
        var text = CollectionsMarshal.AsSpan(_word);
        var start = 0;
        foreach (var (end, style) in _runs)
        {
            output.Append(text[start..end], style);
            start = end;
        }

        output.EndStyle();
        _runs.Clear();
        _word.Clear();
        (_blanks, _wordCells) = (0, 0);
    }

    private void BeginRow()
    {
        if (_isRowBegun)
            return;
        _first.Write(output);
        (_column, _isRowBegun) = (_first.Cells, true);
    }
}
