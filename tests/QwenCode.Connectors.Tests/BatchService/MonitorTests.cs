using QwenCode.Batches;
using QwenCode.Errors;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.BatchService;

/// <summary>The wait for the end of a batch.</summary>
public sealed class MonitorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_poll_is_immediate_and_the_pauses_grow_from_two_seconds_by_half_to_a_minute()
    {
        await using var bench = await ServiceBench.StartAsync();
        var ledger = await bench.BeginAsync([.. Enumerable.Repeat("in_progress", 11)]);
        var begin = bench.Time.GetUtcNow();
        var seen = new List<(TimeSpan At, BatchState State)>();

        var ended = await new BatchMonitor(bench.Folder, bench.Service).WaitAsync(ledger, known => seen.Add((bench.Time.GetUtcNow() - begin, known.State)), Cancellation);

        // Pauses are whole milliseconds.
        double[] pauses = [2, 3, 4.5, 6.75, 10.125, 15.187, 22.781, 34.171, 51.257, 60, 60];
        bench.Time.Pauses.Select(pause => pause.TotalSeconds).ShouldBe(pauses);
        seen.Select(look => look.At).ShouldBe([TimeSpan.Zero, .. pauses.Select((_, index) => TimeSpan.FromMilliseconds(Math.Round(1000 * pauses[..(index + 1)].Sum())))]);
        seen.Select(look => look.State).ShouldBe([.. Enumerable.Repeat(BatchState.InProgress, 11), BatchState.Completed]);
        ended.State.ShouldBe(BatchState.Completed);
        bench.Folder.Read().State.ShouldBe(BatchState.Completed);
    }

    [Fact]
    public async Task DashScope_is_polled_once_a_minute_after_the_second_time()
    {
        await using var bench = await ServiceBench.StartAsync(BatchRules.DashScope, "DashScope");
        var ledger = await bench.BeginAsync([.. Enumerable.Repeat("in_progress", 4)]);

        await new BatchMonitor(bench.Folder, bench.Service).WaitAsync(ledger, _ => { }, Cancellation);

        bench.Time.Pauses.Select(pause => pause.TotalSeconds).ShouldBe([2, 60, 60, 60]);
    }

    [Fact]
    public async Task A_rate_limit_of_ten_minutes_is_waited_for()
    {
        await using var bench = await ServiceBench.StartAsync();
        var ledger = await bench.BeginAsync("in_progress", "in_progress", "in_progress");
        var looks = 0;

        var ended = await new BatchMonitor(bench.Folder, bench.Service).WaitAsync(
            ledger,
            _ =>
            {
                if (++looks == 2)
                    bench.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Status(429, retryAfter: TimeSpan.FromMinutes(10)));
            },
            Cancellation);

        ended.HasEnded.ShouldBeTrue();
        bench.Time.Pauses.Select(pause => pause.TotalSeconds).ShouldBe([2, 3, 600, 4.5, 6.75]);
        looks.ShouldBe(4);
    }

    [Fact]
    public async Task A_wait_survives_an_outage_and_ends_with_a_service_that_stays_away()
    {
        await using var bench = await ServiceBench.StartAsync();
        var ledger = await bench.BeginAsync("in_progress");
        for (var look = 0; look < 18; look++)
            bench.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Status(503));
        (await new BatchMonitor(bench.Folder, bench.Service).WaitAsync(ledger, _ => { }, Cancellation)).HasEnded.ShouldBeTrue();
        ledger = await bench.BeginAsync("in_progress");
        for (var look = 0; look < 20; look++)
            bench.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Status(503));

        var failure = await Should.ThrowAsync<QwenRequestException>(() => new BatchMonitor(bench.Folder, bench.Service).WaitAsync(ledger, _ => { }, Cancellation));

        (failure.Id, failure.Attempts).ShouldBe((ErrorId.ServiceUnavailable, 2));
        bench.Folder.Read().State.ShouldBe(BatchState.Validating);
    }

    [Fact]
    public async Task A_wait_survives_the_page_of_a_proxy_in_place_of_the_state()
    {
        await using var bench = await ServiceBench.StartAsync();
        var ledger = await bench.BeginAsync("in_progress");
        for (var look = 0; look < 9; look++)
            bench.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Malformed("<html><title>Sign in</title></html>"));

        (await new BatchMonitor(bench.Folder, bench.Service).WaitAsync(ledger, _ => { }, Cancellation)).HasEnded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_leaves_the_batch_alone()
    {
        await using var bench = await ServiceBench.StartAsync();
        var ledger = await bench.BeginAsync([.. Enumerable.Repeat("in_progress", 5)]);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await Should.ThrowAsync<OperationCanceledException>(() => new BatchMonitor(bench.Folder, bench.Service).WaitAsync(ledger, _ => cancelled.Cancel(), cancelled.Token));

        bench.Server.Requests.Count(request => request.Path.Contains("/batches/", StringComparison.Ordinal)).ShouldBe(1);
        bench.Batches.Jobs.ShouldHaveSingleItem().Status.ShouldBe("in_progress");
    }

    [Fact]
    public async Task An_unknown_status_is_not_the_end()
    {
        await using var bench = await ServiceBench.StartAsync();
        var ledger = await bench.BeginAsync("queued", "Paused", "COMPLETED_WITH_NOTHING");
        var seen = new List<(string Status, BatchState State)>();

        var ended = await new BatchMonitor(bench.Folder, bench.Service).WaitAsync(ledger, known => seen.Add((known.Jobs[0].Job!.Status, known.State)), Cancellation);

        seen.ShouldBe([("queued", BatchState.InProgress), ("Paused", BatchState.InProgress), ("COMPLETED_WITH_NOTHING", BatchState.InProgress), ("completed", BatchState.Completed)]);
        ended.HasEnded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_batch_that_another_command_holds_is_recorded_later_or_an_error_after_ten_seconds()
    {
        await using var bench = await ServiceBench.StartAsync();
        await bench.BeginAsync();
        var monitor = new BatchMonitor(bench.Folder, bench.Service);

        using (bench.Folder.Lock())
            (await Should.ThrowAsync<QwenException>(() => monitor.RecordAsync(known => known, Cancellation))).Id.ShouldBe(ErrorId.BatchInUse);
        bench.Time.Pauses.ShouldBe(Enumerable.Repeat(TimeSpan.FromMilliseconds(100), 99));

        (await monitor.RecordAsync(known => known with { ReceivedAt = bench.Time.GetUtcNow() }, Cancellation)).ReceivedAt.ShouldNotBeNull();
        bench.Folder.Read().ReceivedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_state_is_recorded_only_of_the_same_job_and_only_once_it_has_ended()
    {
        await using var bench = await ServiceBench.StartAsync();
        var ledger = await bench.BeginAsync();
        var entry = ledger.Jobs[0];

        ledger.Merge(ledger.With(entry with { Job = entry.Job! with { Status = "finalizing" } })).State.ShouldBe(BatchState.Validating);
        ledger.Merge(ledger.With(entry with { Job = entry.Job! with { Status = "expired", Id = "other" } })).State.ShouldBe(BatchState.Validating);
        ledger.Merge(ledger.With(entry with { Job = entry.Job! with { Status = "expired" }, FileId = "other" })).ShouldSatisfyAllConditions(
            merged => merged.State.ShouldBe(BatchState.Expired),
            merged => merged.Jobs[0].FileId.ShouldBe(entry.FileId));
    }

    [Fact]
    public async Task The_first_failure_of_a_series_is_a_warning_and_a_response_ends_the_series()
    {
        await using var bench = await ServiceBench.StartAsync();
        var ledger = await bench.BeginAsync("in_progress", "in_progress");
        var (warnings, looks) = (new List<int?>(), new List<QwenRequestException?>());
        var monitor = new BatchMonitor(bench.Folder, bench.Service) { Warn = failure => warnings.Add(failure.StatusCode) };

        // Each request is sent twice.
        foreach (var status in new[] { 500, 500, 503, 503 })
            bench.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Status(status));

        await monitor.WaitAsync(
            ledger,
            _ =>
            {
                looks.Add(monitor.Failure);
                if (looks.Count == 1)
                    bench.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Status(429, retryAfter: TimeSpan.FromMinutes(10)));
            },
            Cancellation);

        warnings.ShouldBe([500, 429]);
        looks.ShouldBe([null, null, null]);
    }
}
