using System.Runtime.InteropServices;

namespace QwenCode.Chat;

/// <summary>The tool calls of a message that have no result yet. Services accept results only directly after the message with their calls.</summary>
/// <remarks>A message from a file may have as many calls as a conversation takes, so each result is found without a search.</remarks>
internal sealed class PendingToolCalls
{
    // Calls with a result are null.
    private readonly List<string?> _sentIds = [];
    private readonly Dictionary<string, Queue<int>> _positions = new(StringComparer.Ordinal);
    private int _unnamed;

    /// <summary>The ids of the calls, as they are sent.</summary>
    public IEnumerable<string> SentIds => _sentIds.OfType<string>();

    /// <summary>Takes the calls of a message, in place of those of the message before.</summary>
    public void Begin(IEnumerable<ChatToolCall> calls)
    {
        Clear();
        foreach (var call in calls)
        {
            ref var positions = ref CollectionsMarshal.GetValueRefOrAddDefault(_positions, call.Id ?? "", out _);
            (positions ??= new Queue<int>()).Enqueue(_sentIds.Count);
            _sentIds.Add(call.Id ?? $"call_unnamed_{++_unnamed}");
        }
    }

    /// <summary>Takes the result of a call.</summary>
    /// <param name="callId">The id of the call; <see langword="null"/> for the next one without an id.</param>
    /// <returns>The id of the call, as it was sent; <see langword="null"/> if there is no such call.</returns>
    public string? Take(string? callId)
    {
        if (!_positions.TryGetValue(callId ?? "", out var positions) || !positions.TryDequeue(out var position))
            return null;
        var sent = _sentIds[position];
        _sentIds[position] = null;
        return sent;
    }

    /// <summary>Forgets all calls.</summary>
    public void Clear()
    {
        _sentIds.Clear();
        _positions.Clear();
    }
}
