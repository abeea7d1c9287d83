namespace QwenCode.Chat;

/// <summary>
/// Separates the thinking that a server without a parser of its own leaves at the beginning of the content, between
/// <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>, from the text after it. Either tag may be split between chunks.
/// </summary>
internal sealed class ThinkingReader
{
    /// <summary>The tag before thinking.</summary>
    public const string Open = "<think>";

    /// <summary>The tag after it.</summary>
    public const string Close = "</think>";

    // Maximum number of blank characters that are held back, since they may precede the closing tag; more are passed on.
    private const int MostHeld = 64;

    private readonly TextChunks _blank = new();
    private State _state;
    private string _held = "";
    private bool _hasThinking;

    private enum State
    {
        Beginning,
        Thinking,
        AfterThinking,
        Text,
    }

    /// <summary>Whether the content began with thinking.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What is held back until it is clear what it is, as text.</summary>
    public string Rest => _state == State.Beginning ? _blank + _held : "";

    /// <summary>What the next chunk of the content brings.</summary>
    public (string Text, string? Reasoning) Next(string chunk)
    {
        if (_state == State.Text || chunk.Length == 0)
            return (chunk, null);
        var content = _held + chunk;
        _held = "";
        if (_state == State.Beginning && !TryBegin(ref content))
            return (content, null);
        var reasoning = _state == State.Thinking ? TakeThinking(ref content) : null;
        if (_state != State.AfterThinking)
            return ("", reasoning);
        var text = content.TrimStart();
        if (text.Length > 0)
            _state = State.Text;
        return (text, reasoning);
    }

    /// <summary>What is left at the end.</summary>
    public (string Text, string? Reasoning) End()
    {
        if (_state == State.Thinking)
        {
            var thinking = _held.TrimEnd();
            _held = "";
            return ("", NullIfEmpty(thinking));
        }

        var rest = Rest;
        _state = State.Text;
        return (rest, null);
    }

    // False if the content does not begin with thinking, or does not show it yet; what remains of it is text.
    private bool TryBegin(ref string content)
    {
        var begin = content.TrimStart();
        _blank.Append(content[..^begin.Length]);
        if (begin.StartsWith(Open, StringComparison.Ordinal))
        {
            _state = State.Thinking;
            HasBegun = true;
            content = begin[Open.Length..];
            return true;
        }

        if (Open.StartsWith(begin, StringComparison.Ordinal))
        {
            (_held, content) = (begin, "");
            return false;
        }

        _state = State.Text;
        content = _blank + begin;
        return false;
    }

    // Takes the thinking away from the content; what may be blank characters before the tag, or its beginning, is held back.
    private string? TakeThinking(ref string content)
    {
        if (!_hasThinking)
            content = content.TrimStart();
        var tag = content.IndexOf(Close, StringComparison.Ordinal);
        if (tag >= 0)
        {
            _state = State.AfterThinking;
            var thinking = content[..tag].TrimEnd();
            content = content[(tag + Close.Length)..];
            return NullIfEmpty(thinking);
        }

        var partial = PartialTag(content);
        var end = content.AsSpan(0, partial).TrimEnd().Length;
        if (content.Length - end > MostHeld)
            end = partial;
        _held = content[end..];
        _hasThinking |= end > 0;
        return NullIfEmpty(content[..end]);
    }

    private static int PartialTag(string content)
    {
        for (var start = Math.Max(0, content.Length - Close.Length + 1); start < content.Length; start++)
        {
            if (Close.AsSpan().StartsWith(content.AsSpan(start), StringComparison.Ordinal))
                return start;
        }

        return content.Length;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
