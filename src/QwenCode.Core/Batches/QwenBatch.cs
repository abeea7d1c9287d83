using QwenCode.Batches;
using QwenCode.Showing;

namespace QwenCode;

/// <summary>A batch: requests that the provider carries out within hours, at a lower price.</summary>
public sealed class QwenBatch
{
    internal QwenBatch()
    {
    }

    /// <summary>The name on this machine.</summary>
    public required string Name { get; init; }

    /// <summary>The module's id; those of the service are in <see cref="Jobs"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The state: that of the job that is furthest from its end; once all jobs have ended, <c>Failed</c>, <c>Expired</c> or <c>Cancelled</c> if one of them ended so.</summary>
    public BatchState State { get; internal init; }

    /// <summary>Whether all jobs have ended, so that the state at the service is final.</summary>
    public bool HasEnded { get; internal init; }

    /// <summary>Number of inputs.</summary>
    public long Total { get; internal init; }

    /// <summary>Number of requests that have an answer, as far as the service counts them.</summary>
    public long Completed { get; internal init; }

    /// <summary>Number of requests that failed, as far as the service counts them; some services count them as completed.</summary>
    public long Failed { get; internal init; }

    /// <summary>The provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The base URL of the endpoint.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The time that the service may take, such as <c>24h</c>.</summary>
    public required string CompletionWindow { get; init; }

    /// <summary>When it was started, in local time.</summary>
    public DateTimeOffset CreatedAt { get; internal init => field = value.ToLocalTime(); }

    /// <summary>When the last job ended, in local time; <see langword="null"/> until then.</summary>
    public DateTimeOffset? EndedAt { get; internal init => field = value?.ToLocalTime(); }

    /// <summary>When the first job expires, in local time; <see langword="null"/> if the service does not report it.</summary>
    public DateTimeOffset? ExpiresAt { get; internal init => field = value?.ToLocalTime(); }

    /// <summary>When the results were received, in local time; <see langword="null"/> if they were not.</summary>
    public DateTimeOffset? ReceivedAt { get; internal init => field = value?.ToLocalTime(); }

    /// <summary>The token counts: those of the answers once they have been received, before that those of the service; <see langword="null"/> if neither are known.</summary>
    public TokenUsage? Usage { get; internal init; }

    /// <summary>The cost of the tokens by the prices in the settings, with the provider's discount for batches; <see langword="null"/> if the settings have no price for the model, or the usage is not known.</summary>
    public decimal? Cost { get; internal set; }

    /// <summary>The currency of <see cref="Cost"/>.</summary>
    public string? Currency { get; internal set; }

    /// <summary>Why the service rejected jobs, a sentence each.</summary>
    public IReadOnlyList<string> Errors { get; internal init; } = Array.Empty<string>();

    /// <summary>The jobs: one for each file that the service takes.</summary>
    public IReadOnlyList<QwenBatchJob> Jobs { get; internal init; } = Array.Empty<QwenBatchJob>();

    /// <summary>The folder on this machine with its requests and results.</summary>
    public required string Path { get; init; }

    /// <summary>The batch of a ledger.</summary>
    internal static QwenBatch Of(BatchLedger ledger, string path)
    {
        var jobs = ledger.Jobs.Select(QwenBatchJob.Of).ToArray();
        return new QwenBatch
        {
            Name = ledger.Name,
            Id = ledger.Id,
            State = ledger.State,
            HasEnded = ledger.HasEnded,
            Total = ledger.Count,
            Completed = jobs.Sum(job => job.Completed),
            Failed = jobs.Sum(job => job.Failed),
            Provider = ledger.Provider,
            BaseUrl = new Uri(ledger.Account.BaseUrl),
            Model = ledger.Model,
            CompletionWindow = ledger.CompletionWindow,
            CreatedAt = ledger.CreatedAt,
            EndedAt = ledger.HasEnded ? ledger.Jobs.Max(entry => entry.Job!.EndedAt) : null,
            ExpiresAt = ledger.Jobs.Min(entry => entry.Job?.ExpiresAt),
            ReceivedAt = ledger.ReceivedAt,
            Usage = ledger.Usage ?? ledger.Jobs.Select(entry => entry.Job?.Usage).OfType<TokenUsage>().Aggregate((TokenUsage?)null, (sum, usage) => sum?.Plus(usage) ?? usage),
            Errors = Array.AsReadOnly(jobs.SelectMany(job => job.Errors).ToArray()),
            Jobs = Array.AsReadOnly(jobs),
            Path = path,
        };
    }

    /// <summary>The name and the state.</summary>
    public override string ToString() => $"{ForeignText.OneLine(Name)}: {State}, {Progress}";

    /// <summary>How many requests are done, in words.</summary>
    internal string Progress => $"{Completed} of {Total} completed{(Failed == 0 ? "" : $", {Failed} failed")}";
}
