using System.Text;

namespace QwenCode.Showing;

/// <summary>
/// Breaks the lines of an answer between words while it arrives, so that the terminal does not break them inside words. Code, JSON and tables stay as they
/// are: a line break there changes what is copied.
/// </summary>
/// <param name="width">The columns of the terminal.</param>
internal sealed class WordWrap(int width)
{
    private const int IndentOfCode = 4;
    private const int TabStop = 8;
    private const string Fence = "```";
    private const string BeginsData = "{[<|";

    // Terminals differ in what a line break after the last column does.
    private int _limit = width - 1;
    private int _width = width;
    private readonly StringBuilder _word = new();
    private readonly StringBuilder _output = new();
    private int _wordCells;
    private int _column;
    private int _blanks;
    private bool _isFirstWord = true;
    private bool _isFenced;
    private bool _isKept;
    private bool _isLong;

    /// <summary>The columns of the terminal. A change takes effect with the next line.</summary>
    public int Width { get; set; } = width;

    /// <summary>A whole text.</summary>
    public static string Of(string text, int width)
    {
        var wrap = new WordWrap(width);
        return wrap.Next(text) + wrap.End();
    }

    /// <summary>The part of the text that can be shown now; the last word may continue.</summary>
    public string Next(string chunk)
    {
        foreach (var rune in chunk.EnumerateRunes())
            Take(rune);
        return Taken();
    }

    /// <summary>The part that was held back. Another text may follow.</summary>
    public string End()
    {
        EndWord();
        WriteBlanks();
        _isFenced = false;
        BeginNext();
        return Taken();
    }

    private string Taken()
    {
        if (_output.Length == 0)
            return "";
        var text = _output.ToString();
        _output.Clear();
        return text;
    }

    private void Take(Rune rune)
    {
        if (rune.Value == '\n')
            EndLine();
        else if (_isKept)
            _output.Append(rune.ToString());
        else if (rune.Value is ' ' or '\t')
            TakeBlank(rune.Value);
        else
            TakeVisible(rune);
    }

    private void EndLine()
    {
        EndWord();
        WriteBlanks();
        _output.Append('\n');
        BeginNext();
    }

    private void BeginNext()
    {
        (_column, _isFirstWord, _isKept, _isLong) = (0, true, false, false);
        (_width, _limit) = (Width, Width - 1);
    }

    private void TakeBlank(int blank)
    {
        EndWord();
        _isLong = false;
        if (_isKept || blank == '\t')
        {
            WriteBlanks();
            _output.Append((char)blank);
            _column += TabStop - (_column % TabStop);
        }
        else
        {
            _blanks++;
        }
    }

    private void TakeVisible(Rune rune)
    {
        var cells = CellWidth.Of(rune);

        // Between East Asian characters a line may end anywhere, which the terminal does.
        if (cells == 2 || (cells == 0 && _word.Length == 0) || _isLong)
        {
            EndWord();
            WriteBlanks();
            _output.Append(rune.ToString());
            _column = _column + cells > _width ? cells : _column + cells;
            _isFirstWord = false;
            return;
        }

        _word.Append(rune.ToString());
        _wordCells += cells;
        if (_wordCells <= _limit)
            return;
        EndWord();
        _isLong = true;
    }

    private void EndWord()
    {
        if (_word.Length == 0)
            return;
        if (_isFirstWord)
            BeginLine();
        if (!_isKept && !_isFirstWord && _column + _blanks + _wordCells > _limit)
        {
            _output.Append('\n');
            (_column, _blanks) = (0, 0);
        }

        WriteBlanks();
        _output.Append(_word);
        _column = (_column + _wordCells) % _width;
        _isFirstWord = false;
        _wordCells = 0;
        _word.Clear();
    }

    private void BeginLine()
    {
        var isFence = _word.Length >= Fence.Length && _word.ToString(0, Fence.Length) == Fence;
        _isFenced ^= isFence;
        _isKept = isFence || _isFenced || _column + _blanks >= IndentOfCode || BeginsData.Contains(_word[0], StringComparison.Ordinal);
    }

    private void WriteBlanks()
    {
        _output.Append(' ', _blanks);
        _column += _blanks;
        _blanks = 0;
    }
}
