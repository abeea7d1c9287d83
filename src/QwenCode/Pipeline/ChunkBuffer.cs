namespace QwenCode.Pipeline;

/// <summary>Hands chunks over from the thread that reads them to the pipeline thread, many at once. If it is full, the reading pauses.</summary>
/// <param name="most">Maximum number of waiting chunks.</param>
internal sealed class ChunkBuffer<T>(int most)
{
    private readonly object _gate = new();
    private List<T> _waiting = new(most);
    private List<T> _taken = new(most);
    private TaskCompletionSource? _room;

    /// <summary>Adds a chunk, and waits if the buffer is full then. One thread adds chunks.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="signal">Called if a reader may be waiting for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask AddAsync(T chunk, Action signal, CancellationToken cancellationToken)
    {
        Task room;
        lock (_gate)
        {
            _waiting.Add(chunk);
            if (_waiting.Count == 1)
                signal();
            if (_waiting.Count < most)
                return ValueTask.CompletedTask;
            _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
        }

        return new(room.WaitAsync(cancellationToken));
    }

    /// <summary>Takes all waiting chunks; the list is valid until the next call.</summary>
    public List<T> TakeAll()
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            _taken.Clear();
            (_waiting, _taken) = (_taken, _waiting);
            (room, _room) = (_room, null);
        }

        room?.SetResult();
        return _taken;
    }
}
