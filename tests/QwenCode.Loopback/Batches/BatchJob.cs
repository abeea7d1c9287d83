namespace QwenCode.Loopback;

/// <summary>A job of the batch service.</summary>
public sealed class BatchJob
{
    internal BatchJob(int number) => Number = number;

    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The uploaded file.</summary>
    public required string InputFileId { get; init; }

    /// <summary>The key that created it.</summary>
    public required string Owner { get; init; }

    /// <summary>The endpoint of all lines.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The completion window as it was requested, for instance <c>24h</c>.</summary>
    public required string CompletionWindow { get; init; }

    /// <summary>The metadata; empty if there is none.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The end of the completion window.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How it goes.</summary>
    public required BatchScript Script { get; init; }

    /// <summary>The status that clients saw last.</summary>
    public string Status { get; internal set; } = BatchStatus.Validating;

    /// <summary>Number of GETs of it.</summary>
    public int Polls { get; internal set; }

    /// <summary>The output file, or null.</summary>
    public string? OutputFileId { get; internal set; }

    /// <summary>The error file, or null.</summary>
    public string? ErrorFileId { get; internal set; }

    /// <summary>Guards all that changes.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Its number, from 1.</summary>
    internal int Number { get; }

    internal TimeSpan? OutputLifetime { get; init; }

    internal int PollsSinceCancel { get; set; }

    /// <summary>The position of each line, and the end of the last one; null before the validation and after the end.</summary>
    internal long[]? LineOffsets { get; set; }

    internal IReadOnlyList<BatchError> Errors { get; set; } = [];

    internal BatchCounts Counts { get; set; }

    /// <summary>When it reached each status.</summary>
    internal Dictionary<string, DateTimeOffset> ReachedAt { get; } = [];
}

/// <summary>An entry of <c>errors.data</c>.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">The text for people.</param>
/// <param name="Line">The line of the input file, from 1.</param>
/// <param name="Param">The member at fault.</param>
internal sealed record BatchError(string Code, string Message, int? Line = null, string? Param = null);

/// <summary><c>request_counts</c>.</summary>
internal readonly record struct BatchCounts(int Total, int Completed, int Failed);
