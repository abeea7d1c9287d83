namespace QwenCode.Chat;

/// <summary>The tool calls of a message that have no result yet. Services accept results only directly after the message with their calls.</summary>
internal sealed class PendingToolCalls
{
    private readonly List<(string? Id, string SentId)> _calls = [];
    private int _unnamed;

    /// <summary>The ids of the calls, as they are sent.</summary>
    public IEnumerable<string> SentIds => _calls.Select(call => call.SentId);

    /// <summary>Takes the calls of a message, in place of those of the message before.</summary>
    public void Begin(IEnumerable<ChatToolCall> calls)
    {
        _calls.Clear();
        foreach (var call in calls)
            _calls.Add((call.Id, call.Id ?? $"call_unnamed_{++_unnamed}"));
    }

    /// <summary>Takes the result of a call.</summary>
    /// <param name="callId">The id of the call; <see langword="null"/> for the next one without an id.</param>
    /// <returns>The id of the call, as it was sent; <see langword="null"/> if there is no such call.</returns>
    public string? Take(string? callId)
    {
        var index = _calls.FindIndex(call => call.Id == callId);
        if (index < 0)
            return null;
        var sent = _calls[index].SentId;
        _calls.RemoveAt(index);
        return sent;
    }

    /// <summary>Forgets all calls.</summary>
    public void Clear() => _calls.Clear();
}
