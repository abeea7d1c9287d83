namespace QwenCode.Batches;

/// <summary>A batch job as the service reports it.</summary>
internal sealed record ServiceJob
{
    /// <summary>The service's id.</summary>
    public required string Id { get; init; }

    /// <summary>The service's word for its state, such as <c>in_progress</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The file with the requests.</summary>
    public string? InputFileId { get; init; }

    /// <summary>The file with the results; <see langword="null"/> until there is one, and if all lines failed.</summary>
    public string? OutputFileId { get; init; }

    /// <summary>The file with the lines that failed; <see langword="null"/> if there is none.</summary>
    public string? ErrorFileId { get; init; }

    /// <summary>Number of lines that have an answer.</summary>
    public long Completed { get; init; }

    /// <summary>Number of lines that failed, as far as the service counts them.</summary>
    public long Failed { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ended, however it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why it failed as a whole, a sentence each.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The token counts so far; <see langword="null"/> if the service does not send them.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The metadata that it was created with; not saved in the ledger.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What <see cref="Status"/> means.</summary>
    public BatchState State => Status.ToLowerInvariant() switch
    {
        "validating" => BatchState.Validating,
        "in_progress" => BatchState.InProgress,
        "finalizing" => BatchState.Finalizing,
        // The id of the results can appear later than the end.
        "completed" => Completed > 0 && OutputFileId is null ? BatchState.Finalizing : BatchState.Completed,
        "failed" => BatchState.Failed,
        "expired" => BatchState.Expired,
        "cancelling" or "canceling" => BatchState.Cancelling,
        "cancelled" or "canceled" => BatchState.Cancelled,

        // A word that is not known is the end only with results and an end time.
        _ => OutputFileId is not null && EndedAt is not null ? BatchState.Completed : BatchState.InProgress,
    };

    /// <summary>Whether the state is final.</summary>
    public bool HasEnded => State is BatchState.Completed or BatchState.Failed or BatchState.Expired or BatchState.Cancelled;
}
