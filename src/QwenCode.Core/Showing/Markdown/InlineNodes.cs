namespace QwenCode.Showing;

/// <summary>
/// What is known of a line of text so far. Marks that may still be closed, and what follows them, are held back; the rest is written.
/// </summary>
/// <param name="wrap">Where the text goes.</param>
internal sealed class InlineNodes(StyledWrap wrap)
{
    private static readonly TextStyles[] Nested = [TextStyles.Bold, TextStyles.Italic, TextStyles.Strike, TextStyles.Underline];

    private readonly List<InlineNode> _nodes = [];
    private readonly List<InlineNode> _openers = [];
    private readonly int[] _depths = new int[Nested.Length];
    private int _position;

    /// <summary>The style that all text of the line has.</summary>
    public TextStyles Base { get; set; }

    /// <summary>Whether a link may end here.</summary>
    public bool HasBracket => _openers.Exists(opener => opener.IsBracket);

    /// <summary>Goes on in the line.</summary>
    public void Advance(int length)
    {
        _position += length;
        while (_openers.Count > 0 && _position - _openers[0].Position > InlineReader.MostHeld)
            _openers.RemoveAt(0);
        Release();
    }

    /// <summary>Adds text.</summary>
    public void Add(ReadOnlySpan<char> text, TextStyles style = TextStyles.None)
    {
        if (_nodes.Count == 0)
        {
            wrap.Write(text, Base | style);
            return;
        }

        if (_nodes[^1] is not { Mark: '\0', Closes.Count: 0 } last || last.Style != style)
            _nodes.Add(last = new InlineNode('\0', _position) { Style = style });
        last.Text.Append(text);
    }

    /// <summary>Adds the beginning of a link or an image.</summary>
    public void AddBracket(string text)
    {
        var node = new InlineNode(text[0], _position);
        node.Text.Append(text);
        _nodes.Add(node);
        _openers.Add(node);
    }

    /// <summary>Ends the last link with its target, or without one: then its brackets are text.</summary>
    public void EndBracket(string? target)
    {
        var index = _openers.FindLastIndex(opener => opener.IsBracket);
        var bracket = _openers[index];
        if (target is null)
        {
            _openers.RemoveAt(index);
            Add("]");
            return;
        }

        _openers.RemoveRange(index, _openers.Count - index);
        bracket.Text.Clear();
        var end = new InlineNode('\0', _position);
        if (bracket.Mark == '[')
        {
            bracket.Open(TextStyles.Underline);
            end.Close(TextStyles.Underline);
        }

        var shown = string.Concat(_nodes[(_nodes.IndexOf(bracket) + 1)..].Select(node => node.Text));
        _nodes.Add(end);
        if (shown != target)
            end.Text.Append(shown.Length == 0 ? "" : " ").Append('(').Append(target).Append(')');
        Release();
    }

    /// <summary>Adds a run of marks.</summary>
    /// <param name="run">The marks.</param>
    /// <param name="canOpen">Whether a style may begin here.</param>
    /// <param name="canClose">Whether a style may end here.</param>
    public void AddRun(ReadOnlySpan<char> run, bool canOpen, bool canClose)
    {
        var node = new InlineNode(run[0], _position) { Length = run.Length, CanClose = canClose };
        node.Text.Append(run);
        while (canClose && node.Text.Length > 0 && FindOpener(node, canOpen) is >= 0 and var index)
            Close(index, node);
        _nodes.Add(node);
        if (canOpen && node.Text.Length > 0)
            _openers.Add(node);
        Release();
    }

    /// <summary>Ends the line: what is still open is text.</summary>
    public void End()
    {
        _openers.Clear();
        Release();
        _position = 0;
    }

    // A run that could be either closes no run with which it makes up a multiple of three: those belong to others.
    private int FindOpener(InlineNode closer, bool canOpen) => _openers.FindLastIndex(opener => opener.Mark == closer.Mark
        && !((canOpen || opener.CanClose) && (opener.Length + closer.Length) % 3 == 0 && (opener.Length % 3 != 0 || closer.Length % 3 != 0)));

    private void Close(int index, InlineNode closer)
    {
        var opener = _openers[index];
        _openers.RemoveRange(index + 1, _openers.Count - index - 1);
        var count = opener.Text.Length > 1 && closer.Text.Length > 1 ? 2 : 1;
        var style = closer.Mark == '~' ? TextStyles.Strike : count == 2 ? TextStyles.Bold : TextStyles.Italic;
        opener.Open(style);
        closer.Close(style);
        opener.Text.Length -= count;
        closer.Text.Length -= count;
        if (opener.Text.Length == 0)
            _openers.RemoveAt(index);
    }

    private void Release()
    {
        var count = 0;
        while (count < _nodes.Count && (_openers.Count == 0 || _nodes[count] != _openers[0]))
            Write(_nodes[count++]);
        _nodes.RemoveRange(0, count);
    }

    private void Write(InlineNode node)
    {
        Count(node.Closes, -1);
        var style = Base | node.Style;
        for (var i = 0; i < Nested.Length; i++)
            style |= _depths[i] > 0 ? Nested[i] : TextStyles.None;
        foreach (var part in node.Text.GetChunks())
            wrap.Write(part.Span, style);
        Count(node.Opens, 1);
    }

    private void Count(IReadOnlyList<TextStyles> styles, int change)
    {
        for (var i = 0; i < styles.Count; i++)
            _depths[Array.IndexOf(Nested, styles[i])] += change;
    }
}
