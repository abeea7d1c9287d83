using QwenCode.Batches;
using QwenCode.Showing;

namespace QwenCode;

/// <summary>A job of a batch at the service.</summary>
public sealed class QwenBatchJob
{
    internal QwenBatchJob()
    {
    }

    /// <summary>The number in the batch, from 1.</summary>
    public int Number { get; internal init; }

    /// <summary>The service's id; <see langword="null"/> until the job was created.</summary>
    public string? Id { get; internal init; }

    /// <summary>The service's word for the state, such as <c>in_progress</c>; <c>uploaded</c> or <c>prepared</c> before the job was created.</summary>
    public required string Status { get; init; }

    /// <summary>Number of requests.</summary>
    public int Total { get; internal init; }

    /// <summary>Number of requests that have an answer.</summary>
    public long Completed { get; internal init; }

    /// <summary>Number of requests that failed, as far as the service counts them.</summary>
    public long Failed { get; internal init; }

    /// <summary>The service's id of the file of requests.</summary>
    public string? InputFileId { get; internal init; }

    /// <summary>The service's id of the file of results; <see langword="null"/> if there is none.</summary>
    public string? OutputFileId { get; internal init; }

    /// <summary>The service's id of the file of failed requests; <see langword="null"/> if there is none.</summary>
    public string? ErrorFileId { get; internal init; }

    /// <summary>Why the service rejected it, a sentence each.</summary>
    public IReadOnlyList<string> Errors { get; internal init; } = Array.Empty<string>();

    /// <summary>The job of an entry.</summary>
    internal static QwenBatchJob Of(JobEntry entry) => new()
    {
        Number = entry.Number,
        Id = entry.Job?.Id,
        Status = entry.Job?.Status ?? (entry.FileId is null ? "prepared" : "uploaded"),
        Total = entry.Lines,
        Completed = entry.Job?.Completed ?? 0,
        Failed = entry.Job?.Failed ?? 0,
        InputFileId = entry.FileId,
        OutputFileId = entry.Job?.OutputFileId,
        ErrorFileId = entry.Job?.ErrorFileId,
        Errors = ForeignText.OneLine(entry.Job?.Errors ?? []),
    };

    /// <summary>The id and the status.</summary>
    public override string ToString() => $"{ForeignText.OneLine(Id) ?? $"job {Number}"}: {ForeignText.OneLine(Status)}";
}
