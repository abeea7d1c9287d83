using QwenCode.Catalogue;

namespace QwenCode.Batches;

/// <summary>
/// Creates jobs at the service, none of them twice: after a lost response it looks for the job and sends no second request. The same command
/// looks once more before it creates another.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="rules">What its batches allow.</param>
internal sealed class JobCreation(BatchService service, BatchRules rules)
{
    private const int PageSize = 100;
    private const int MaximumPages = 50;
    private const int Lookups = 6;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // The service's list may lag, but not for this long.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMinutes(5);

    // The service's clock may differ.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>Creates a job, or returns the one that an earlier request for the same file has created.</summary>
    /// <param name="order">What it is created with.</param>
    /// <param name="earlierAt">When an earlier request was sent; <see langword="null"/> if none was.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QwenException">A request failed. Its message says whether a job may have been created.</exception>
    public async Task<ServiceJob> CreateAsync(BatchOrder order, DateTimeOffset? earlierAt, CancellationToken cancellationToken)
    {
        var now = service.Time.GetUtcNow();
        if (earlierAt is { } earlier && await LookUpAsync(order, earlier, now - earlier < SettlingTime ? Lookups : 1, cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        try
        {
            return await service.CreateAsync(order, cancellationToken).ConfigureAwait(false);
        }
        catch (QwenRequestException exception) when (BatchService.MayHaveSucceeded(exception))
        {
            service.Options.Log?.Invoke($"{exception.ErrorId}: the batch may have been created; looking for it.");
            return await LookUpAfterAsync(order, now, cancellationToken).ConfigureAwait(false)
                ?? throw exception.With("Whether the service created the batch is not known.", "Run the same command again later: it looks for the batch before it creates another.");
        }
    }

    private async Task<ServiceJob?> LookUpAfterAsync(BatchOrder order, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            return await LookUpAsync(order, since, Lookups, cancellationToken).ConfigureAwait(false);
        }
        catch (QwenRequestException)
        {
            return null;
        }
    }

    private async Task<ServiceJob?> LookUpAsync(BatchOrder order, DateTimeOffset since, int lookups, CancellationToken cancellationToken)
    {
        var pause = service.Options.RetryInterval;
        for (var lookup = 1; ; lookup++)
        {
            var job = await FindAsync(order, since, cancellationToken).ConfigureAwait(false);
            if (job is not null || lookup == lookups)
                return job;
            await Task.Delay(pause, service.Time, cancellationToken).ConfigureAwait(false);
            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }
    }

    private async Task<ServiceJob?> FindAsync(BatchOrder order, DateTimeOffset since, CancellationToken cancellationToken)
    {
        string? after = null;
        for (var page = 0; page < MaximumPages; page++)
        {
            var query = BatchService.Query(PageSize, after) + (rules.FiltersByInputFile ? $"&input_file_ids={order.InputFileId}" : "");
            var (jobs, hasMore) = await service.ListAsync(query, cancellationToken).ConfigureAwait(false);
            if (jobs.FirstOrDefault(job => IsOf(job, order)) is { } found)
                return found;
            if (!hasMore || jobs.Count == 0 || jobs[^1].Id == after || IsBefore(jobs, since - ClockSkew))
                return null;
            after = jobs[^1].Id;
        }

        return null;
    }

    private bool IsOf(ServiceJob job, BatchOrder order) => job.InputFileId is { } file
        ? file == order.InputFileId
        : order.Metadata.Any(entry => entry.Name == rules.IdKey && entry.Value == job.Metadata?.GetValueOrDefault(rules.IdKey));

    // Not of a list whose order is another one.
    private static bool IsBefore(IReadOnlyList<ServiceJob> jobs, DateTimeOffset time) => jobs[0].CreatedAt >= jobs[^1].CreatedAt && jobs[^1].CreatedAt < time;
}
