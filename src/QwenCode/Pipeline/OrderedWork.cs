namespace QwenCode.Pipeline;

/// <summary>
/// Runs the same work on many items at once and writes the results in the order of the items, each as soon as its turn comes; or,
/// unordered, as they complete. However long the input, only a bounded number of items is in progress or waiting for its turn.
/// </summary>
/// <param name="pump">Hands over to the pipeline thread.</param>
/// <param name="limit">Maximum number of items in progress.</param>
/// <param name="unordered">Whether results are written as they complete.</param>
/// <param name="write">Writes a result, or the exception of an item that failed; called on the pipeline thread.</param>
internal sealed class OrderedWork<TItem, TResult>(PipelinePump pump, int limit, bool unordered, Action<TItem, Task<TResult>> write)
{
    // Results that wait behind a slow item; beyond them no new item is started.
    private const int WaitingForEach = 4;

    private readonly LinkedList<Begun> _begun = new();

    /// <summary>How many items are in progress or waiting for their turn.</summary>
    public int Count => _begun.Count;

    /// <summary>The items in progress.</summary>
    public IEnumerable<TItem> UnderWay => _begun.Where(begun => !begun.Task.IsCompleted).Select(begun => begun.Item);

    /// <summary>On the pipeline thread: begins an item, after waiting for room if there is none.</summary>
    /// <remarks>With a limit of one it also waits for the item's end, so that its answer is written before the next item is read.</remarks>
    public void Add(TItem item, Func<CancellationToken, Task<TResult>> work)
    {
        pump.WaitUntil(() =>
        {
            WriteFinished();
            return _begun.Count < limit * WaitingForEach && _begun.Count(b => !b.Task.IsCompleted) < limit;
        });
        _begun.AddLast(new Begun(item, limit == 1 ? pump.StartHere(work) : pump.Start(work)));
        if (limit == 1)
            Finish();
    }

    /// <summary>On the pipeline thread: waits for all items.</summary>
    public void Finish() => pump.WaitUntil(() =>
    {
        WriteFinished();
        return _begun.Count == 0;
    });

    /// <summary>On the pipeline thread: waits for all items that have begun, and hands them over unwritten.</summary>
    public IReadOnlyList<(TItem Item, Task<TResult> Task)> TakeRest()
    {
        pump.WaitUntil(() => _begun.All(begun => begun.Task.IsCompleted));
        var rest = _begun.Select(begun => (begun.Item, begun.Task)).ToList();
        _begun.Clear();
        return rest;
    }

    private void WriteFinished()
    {
        for (var node = _begun.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Task.IsCompleted)
            {
                _begun.Remove(node);
                pump.Drain();
                write(node.Value.Item, node.Value.Task);
            }
            else if (!unordered)
            {
                return;
            }

            node = next;
        }
    }

    private sealed record Begun(TItem Item, Task<TResult> Task);
}
