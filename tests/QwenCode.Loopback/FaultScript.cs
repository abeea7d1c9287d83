using System.Collections.Concurrent;

namespace QwenCode.Loopback;

/// <summary>Decides which fault the next request meets.</summary>
internal sealed class FaultScript(LoopbackOptions options)
{
    private readonly ConcurrentQueue<Fault> _queue = new();
    private readonly Random _random = new(options.Seed);
    private readonly Lock _gate = new();

    public Fault? Always { get; set; }

    public void Enqueue(IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
            _queue.Enqueue(fault);
    }

    public Fault Next(string? model)
    {
        if (_queue.TryDequeue(out var scripted))
            return scripted;
        return Always ?? FaultCatalog.Find(model) ?? (FailsByChance() ? Fault.Unavailable : Fault.None);
    }

    private bool FailsByChance()
    {
        if (options.FailureRate <= 0)
            return false;
        lock (_gate)
            return _random.NextDouble() < options.FailureRate;
    }
}
