namespace QwenCode.Loopback;

/// <summary>The state of the batch service: its files, its jobs, and the scripts by which they run.</summary>
public sealed class BatchAuthority : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<BatchJob> _jobs = [];
    private volatile BatchScript _script = new();

    internal BatchAuthority(BatchRules rules, TimeProvider time)
    {
        Rules = rules;
        Store = new BatchFileStore(time);
    }

    /// <summary>The rules that it was started with.</summary>
    public BatchRules Rules { get; }

    /// <summary>All files ever created, in order, deleted ones included; a copy.</summary>
    public IReadOnlyList<BatchFile> Files => Store.Snapshot();

    /// <summary>All jobs ever created, in order; a copy.</summary>
    public IReadOnlyList<BatchJob> Jobs
    {
        get
        {
            lock (_gate)
                return [.. _jobs];
        }
    }

    /// <summary>The script of jobs that are created from now on.</summary>
    public BatchScript Script
    {
        get => _script;
        set => _script = value;
    }

    internal BatchFileStore Store { get; }

    internal BatchFaultScript Faults { get; } = new();

    /// <summary>Appends a fault; it is used by one request of that step, in order.</summary>
    /// <param name="step">The request.</param>
    /// <param name="fault">What goes wrong with it.</param>
    public void Enqueue(BatchStep step, BatchFault fault) => Faults.Enqueue(step, fault);

    /// <summary>Deletes the files; the server does it.</summary>
    public void Dispose() => Store.Dispose();

    internal BatchJob Add(Func<int, BatchJob> create)
    {
        lock (_gate)
        {
            var job = create(_jobs.Count + 1);
            _jobs.Add(job);
            return job;
        }
    }

    internal BatchJob? FindJob(string id, string owner) => Jobs.FirstOrDefault(job => job.Id == id && job.Owner == owner);
}
