namespace QwenCode.Chat;

/// <summary>Puts one choice of an answer together from the chunks of a stream, or from one whole body.</summary>
internal sealed class ChoiceBuilder
{
    private readonly TextChunks _text = new();
    private readonly TextChunks _reasoning = new();
    private readonly TextChunks _refusal = new();
    private readonly CharacterJoiner _textCharacters = new();
    private readonly CharacterJoiner _reasoningCharacters = new();
    private readonly CharacterJoiner _refusalCharacters = new();
    private readonly ThinkingReader _thinking = new();
    private ToolCallBuilder? _toolCalls;
    private bool _isContinued;
    private (string Thinking, string Text)? _unopened;

    /// <summary>The text that has arrived; <see langword="null"/> if none has.</summary>
    public string? PartialText => NullIfEmpty(_text + _thinking.Rest + _textCharacters.Rest);

    /// <summary>Its position among the choices of the answer, from 0.</summary>
    public long Index { get; init; }

    /// <summary>Why the choice ended; <see langword="null"/> until it is known.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>Whether it has a finish reason and nothing followed it: some services send a reason with each chunk.</summary>
    public bool IsFinished => FinishReason is not null && !_isContinued;

    /// <summary>Whether anything of it has arrived.</summary>
    public bool HasContent => PartialText is not null || _reasoning.Length > 0 || _toolCalls is not null;

    /// <summary>The text.</summary>
    public string Text => _unopened?.Text ?? _text.ToString();

    /// <summary>The reasoning; <see langword="null"/> if there is none.</summary>
    public string? Reasoning => NullIfEmpty(_unopened?.Thinking ?? _reasoning.ToString());

    /// <summary>The words in which the model refuses; <see langword="null"/> if it does not.</summary>
    public string? Refusal => NullIfEmpty(_refusal.ToString());

    /// <summary>The tool calls.</summary>
    public IEnumerable<ChatToolCall> ToolCalls => _toolCalls?.Build() ?? [];

    /// <summary>Takes a chunk, and returns what it adds to the text and to the reasoning.</summary>
    public (string Text, string? Reasoning) Take(Choice chunk)
    {
        _isContinued |= FinishReason is not null && chunk is not { Text.Length: 0, Reasoning: null or "", ToolCalls: null };
        FinishReason = chunk.FinishReason is "" or "null" ? FinishReason : chunk.FinishReason ?? FinishReason;
        if (chunk.Refusal is { } refusal)
            _refusal.Append(_refusalCharacters.Next(refusal));
        if (chunk.ToolCalls is { } calls)
            (_toolCalls ??= new ToolCallBuilder()).Take(calls);
        var (text, thinking) = _thinking.Next(_textCharacters.Next(chunk.Text));
        return Append(text, _reasoningCharacters.Next(chunk.Reasoning ?? "") + thinking);
    }

    /// <summary>Takes the end, and returns what it adds to the text and to the reasoning.</summary>
    public (string Text, string? Reasoning) End()
    {
        var (text, thinking) = _thinking.Next(_textCharacters.End());
        var (lastText, lastThinking) = _thinking.End();
        _refusal.Append(_refusalCharacters.End());
        var last = Append(text + lastText, _reasoningCharacters.End() + thinking + lastThinking);
        if (_reasoning.Length == 0 && !_thinking.HasBegun)
            _unopened = UnopenedThinking.Split(_text.ToString());
        return last;
    }

    private (string Text, string? Reasoning) Append(string text, string reasoning)
    {
        _text.Append(text);
        _reasoning.Append(reasoning);
        return (text, NullIfEmpty(reasoning));
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
