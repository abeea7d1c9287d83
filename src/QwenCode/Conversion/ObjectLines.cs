using System.Text;

namespace QwenCode.Conversion;

/// <summary>Collects objects as lines of text. Neighbors of one type are shown together by their view.</summary>
/// <param name="texts">Turns objects into text.</param>
internal sealed class ObjectLines(PipelineText texts)
{
    // Maximum number of objects that a view shows together.
    private const int LongestView = 10_000;

    private readonly List<object> _shown = [];
    private RegisteredView? _view;
    private StringBuilder? _lines;
    private bool _isInStream;

    /// <summary>Whether nothing was added, or nothing but blanks.</summary>
    public bool IsBlank { get; private set; } = true;

    /// <summary>The characters so far, without those of objects that wait to be shown.</summary>
    public long Characters { get; private set; }

    /// <summary>Adds an object.</summary>
    /// <exception cref="QwenException">It cannot be sent.</exception>
    public void Add(object item)
    {
        if (ForeignObject.Unwrap(item) is ChatDelta chunk)
        {
            AddChunk(chunk);
            return;
        }

        if (texts.Of(item) is { } line)
        {
            AddLine(line);
            return;
        }

        var view = texts.ViewOf(item);
        if (_shown.Count == LongestView || view != _view)
            EndView();
        _view = view;
        _shown.Add(item);
        IsBlank = false;
    }

    /// <summary>Adds a line.</summary>
    public void AddLine(string line)
    {
        EndView();
        Append(line);
        IsBlank &= string.IsNullOrWhiteSpace(line);
    }

    /// <summary>All lines since the last call; <see langword="null"/> if there are none.</summary>
    /// <exception cref="QwenException">A view failed.</exception>
    public string? Take()
    {
        EndView();
        var lines = _lines?.ToString();
        _lines = null;
        return lines;
    }

    // The chunks of a stream are parts of one text.
    private void AddChunk(ChatDelta chunk)
    {
        EndView();
        if (_isInStream && _lines is not null)
        {
            _lines.Append(chunk.Text);
            Characters += chunk.Text.Length;
        }
        else if (chunk.Text.Length > 0)
        {
            Append(chunk.Text);
            _isInStream = true;
        }

        _isInStream &= chunk.Answer is null;
        IsBlank &= string.IsNullOrWhiteSpace(chunk.Text);
    }

    private void Append(string line)
    {
        _isInStream = false;
        _lines = _lines is null ? new StringBuilder() : _lines.Append('\n');
        _lines.Append(line);
        Characters += line.Length + 1;
    }

    private void EndView()
    {
        if (_shown.Count == 0)
            return;
        object[] shown = [.. _shown];
        _shown.Clear();
        Append(_view!.Show(shown));
    }
}
