namespace QwenCode.Batches;

/// <summary>What is known of a batch on this machine. It contains no key, and is written before each step that it records.</summary>
internal sealed record BatchLedger
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    /// <summary>The module's id of the batch.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The account that started it.</summary>
    public required BatchAccount Account { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The endpoint of each line.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The time that the service may take.</summary>
    public required string CompletionWindow { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The JSON schema of the answers; <see langword="null"/> for none.</summary>
    public string? Schema { get; init; }

    /// <summary>Whether all of the input is in the files.</summary>
    public bool IsSealed { get; init; }

    /// <summary>When its results were received; <see langword="null"/> if they were not.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The token counts of all answers; <see langword="null"/> until they are known.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Its jobs, a file of requests each.</summary>
    public IReadOnlyList<JobEntry> Jobs { get; init; } = [];

    /// <summary>Number of inputs.</summary>
    public long Count => Jobs.Sum(job => (long)job.Lines);

    /// <summary>Whether each job was created.</summary>
    public bool IsStarted => IsSealed && Jobs.All(job => job.Job is not null);

    /// <summary>Whether each job has ended, so that its state at the service is final.</summary>
    public bool HasEnded => IsStarted && Jobs.All(job => job.Job!.HasEnded);

    /// <summary>The state of all jobs together.</summary>
    public BatchState State
    {
        get
        {
            if (!IsStarted)
                return BatchState.Incomplete;
            var states = Jobs.Select(job => job.Job!.State).ToList();
            return Array.Find(ByPrecedence, states.Contains);
        }
    }

    // The state of the batch is the first of these that a job has.
    private static readonly BatchState[] ByPrecedence =
    [
        BatchState.Cancelling, BatchState.Validating, BatchState.InProgress, BatchState.Finalizing,
        BatchState.Failed, BatchState.Expired, BatchState.Cancelled, BatchState.Completed,
    ];

    /// <summary>The ledger with the states of the jobs of another, where they have ended.</summary>
    public BatchLedger Merge(BatchLedger other)
    {
        var merged = this;
        foreach (var entry in Jobs)
        {
            if (other.Jobs.FirstOrDefault(job => job.Number == entry.Number)?.Job is { HasEnded: true } job && job.Id == entry.Job?.Id)
                merged = merged.With(entry with { Job = job });
        }

        return merged;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>The ledger with another entry for a job.</summary>
    public BatchLedger With(JobEntry entry)
    {
        var jobs = Jobs.ToList();
        var index = jobs.FindIndex(job => job.Number == entry.Number);
        if (index < 0)
            jobs.Add(entry);
        else
            jobs[index] = entry;
        return this with { Jobs = jobs };
    }
}
