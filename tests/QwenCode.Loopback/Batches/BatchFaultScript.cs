using System.Collections.Concurrent;

namespace QwenCode.Loopback;

/// <summary>The faults that wait for each step.</summary>
internal sealed class BatchFaultScript
{
    private readonly ConcurrentDictionary<BatchStep, ConcurrentQueue<BatchFault>> _queues = new();

    public void Enqueue(BatchStep step, BatchFault fault) => _queues.GetOrAdd(step, static _ => new()).Enqueue(fault);

    public BatchFault? Next(BatchStep step) => _queues.TryGetValue(step, out var queue) && queue.TryDequeue(out var fault) ? fault : null;
}
