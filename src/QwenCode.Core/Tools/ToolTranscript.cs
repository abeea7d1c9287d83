namespace QwenCode.Tools;

/// <summary>
/// What happens in the course of a request with tools: the messages and calls so far. It stays valid when the request fails or is cancelled,
/// and may then be closed by another thread.
/// </summary>
internal sealed class ToolTranscript
{
    private readonly object _gate = new();
    private readonly List<ToolCallRecord> _calls = [];
    private readonly List<ChatToolCall> _pending = [];
    private TokenUsage? _usage;
    private bool _lacksUsage;
    private TimeSpan? _firstToken;
    private bool _isClosed;

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<ToolCallRecord> Calls
    {
        get
        {
            lock (_gate)
                return Array.AsReadOnly(_calls.ToArray());
        }
    }

    /// <summary>The conversation so far; <see langword="null"/> until a tool was called.</summary>
    public Conversation? Conversation { get; private set; }

    /// <summary>Takes an answer, and returns its tool calls.</summary>
    public IReadOnlyList<ChatToolCall> Take(ChatAnswer answer)
    {
        lock (_gate)
        {
            if (_isClosed)
                return [];
            _usage = answer.Usage is { } usage ? _usage?.Plus(usage) ?? usage : _usage;
            _lacksUsage |= answer.Usage is null;
            _firstToken ??= answer.TimeToFirstToken;
            var calls = answer.Messages[^1].ToolCalls;
            _pending.AddRange(calls);
            if (calls.Count > 0)
                Conversation = answer.Conversation;
            return calls;
        }
    }

    /// <summary>Takes what became of the first call that has no result yet.</summary>
    public void Take(ToolOutcome outcome)
    {
        lock (_gate)
        {
            if (!_isClosed)
                Add(outcome);
        }
    }

    /// <summary>Gives all calls that have no result yet the result that they were canceled. Nothing that happens later is taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_pending.Count > 0)
                Add(Toolbox.Interrupted(_pending[0]));
            while (_pending.Count > 0)
                Add(Toolbox.Canceled(_pending[0]));
            _isClosed = true;
        }
    }

    /// <summary>The last answer, with what belongs to all of them.</summary>
    public ChatAnswer Complete(ChatAnswer answer)
    {
        answer.HadTools = true;
        answer.LastUsage = answer.Usage;
        answer.Usage = _lacksUsage ? null : _usage;
        answer.TimeToFirstToken = _firstToken ?? answer.TimeToFirstToken;
        if (_calls.Count > 0)
            answer.ToolCalls = Calls;

        // One whose calls end the request is followed by their results.
        if (answer.Messages[^1].ToolCalls.Count > 0)
            answer.Conversation = Conversation!;
        return answer;
    }

    /// <summary>A failure, with what happened before it.</summary>
    public QwenException AddTo(QwenException failure)
    {
        if (_calls.Count > 0)
            (failure.Conversation, failure.ToolCalls) = (Conversation, Calls);
        return failure;
    }

    private void Add(ToolOutcome outcome)
    {
        Conversation = Conversation!.Add(new ChatMessage("tool", [new ChatToolResult(_pending[0].Id, outcome.Result)]));
        _pending.RemoveAt(0);
        _calls.Add(outcome.Record);
    }
}
