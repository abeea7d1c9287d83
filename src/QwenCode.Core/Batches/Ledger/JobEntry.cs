namespace QwenCode.Batches;

/// <summary>What is known of a job of a batch.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Lines">Number of requests.</param>
/// <param name="Hash">A hash of the file of requests.</param>
internal sealed record JobEntry(int Number, int Lines, string Hash)
{
    /// <summary>The service's id of the uploaded file; <see langword="null"/> until it was uploaded.</summary>
    public string? FileId { get; init; }

    /// <summary>When the request that creates the job was about to be sent; <see langword="null"/> before.</summary>
    public DateTimeOffset? CreatingAt { get; init; }

    /// <summary>The job as the service reported it last; <see langword="null"/> until it was created.</summary>
    public ServiceJob? Job { get; init; }
}
