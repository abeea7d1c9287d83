namespace QwenCode.Loopback;

/// <summary>The script of a job. The response to its creation always shows <c>validating</c>.</summary>
public sealed record BatchScript
{
    /// <summary>The status that each GET of the job shows in turn before the end. If empty, the first GET shows the end.</summary>
    public IReadOnlyList<string> Statuses
    {
        get;
        init => field = value.Any(BatchStatus.IsFinal) ? throw new ArgumentException("A status before the end cannot be final.", nameof(value)) : value;
    } = [BatchStatus.Validating, BatchStatus.InProgress, BatchStatus.Finalizing];

    /// <summary><c>completed</c>, <c>failed</c>, <c>expired</c> or <c>cancelled</c>. A file that breaks a rule makes any job
    /// fail, as soon as it is no longer <c>validating</c>.</summary>
    public string End
    {
        get;
        init => field = BatchStatus.IsFinal(value) ? value : throw new ArgumentException($"'{value}' is not a final status.", nameof(value));
    } = BatchStatus.Completed;

    /// <summary>The code in <c>errors.data</c> of the end <c>failed</c>.</summary>
    public string FailureCode { get; init; } = "model_not_found";

    /// <summary>The message in <c>errors.data</c> of the end <c>failed</c>.</summary>
    public string FailureMessage { get; init; } = "The model does not exist or does not support batches.";

    /// <summary>How many lines an expired or cancelled job has finished, in the order of <see cref="InOrder"/>; the others are in the
    /// error file. Null, the default, for half of them.</summary>
    public int? FinishedLines { get; init; }

    /// <summary>Decides the outcome of each line; called once for each finished line. Default <see cref="LineOutcome.Reply"/>.</summary>
    public Func<BatchLine, LineOutcome> Line { get; init; } = static _ => LineOutcome.Reply;

    /// <summary>Whether lines are processed and written in the order of the input. Default false: in another order, which is
    /// the same in each run.</summary>
    public bool InOrder { get; init; }

    /// <summary>How many GETs show <c>cancelling</c> after a cancellation before one shows <c>cancelled</c>; null for all of them. Default 1.</summary>
    public int? CancellingPolls { get; init; } = 1;
}

internal static class BatchStatus
{
    public const string Validating = "validating";
    public const string InProgress = "in_progress";
    public const string Finalizing = "finalizing";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Expired = "expired";
    public const string Cancelling = "cancelling";
    public const string Cancelled = "cancelled";

    public static bool IsFinal(string status) => status is Completed or Failed or Expired or Cancelled;
}
