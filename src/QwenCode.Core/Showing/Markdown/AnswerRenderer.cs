namespace QwenCode.Showing;

/// <summary>Renders an answer for a terminal as it arrives: append-only, harmless, wrapped at words.</summary>
internal sealed class AnswerRenderer
{
    private readonly ForeignTextStream _harmless = new();
    private readonly BlockReader? _blocks;
    private readonly StyledOutput _output = new();
    private readonly StyledWrap _styled;
    private WordWrap? _plain;
    private int? _width;

    /// <summary>Begins.</summary>
    /// <param name="width">The columns of the terminal; <see langword="null"/> if it breaks lines itself.</param>
    /// <param name="isStyled">Whether Markdown is rendered with the styles of the terminal; otherwise it stays as it is.</param>
    public AnswerRenderer(int? width, bool isStyled)
    {
        _width = width;
        _styled = new StyledWrap(_output) { Width = width };
        if (isStyled)
            _blocks = new BlockReader(_styled);
        else if (width is { } columns)
            _plain = new WordWrap(columns);
    }

    /// <summary>The columns of the terminal. A change takes effect with the next line.</summary>
    public int? Width
    {
        get => _width;
        set
        {
            _width = _styled.Width = value;
            if (_blocks is null && _plain is null && value is { } columns)
                _plain = new WordWrap(columns);
            if (_plain is not null)
                _plain.Width = value ?? int.MaxValue;
        }
    }

    /// <summary>The part of the answer that can be shown now.</summary>
    public string Next(string chunk) => Render(_harmless.Next(chunk));

    /// <summary>The part that was held back. Another answer may follow.</summary>
    public string End()
    {
        var rest = Render(_harmless.End());
        if (_blocks is null)
            return rest + _plain?.End();
        if (_blocks.End())
            _output.ContinueRow();
        return rest + _output.Take();
    }

    private string Render(string text)
    {
        if (_blocks is null)
            return _plain?.Next(text) ?? text;
        _blocks.Take(text);
        return _output.Take();
    }
}
