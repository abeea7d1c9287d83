using QwenCode.Batches;

namespace QwenCode.Core.Tests.Batches;

/// <summary>The state of a batch with several jobs.</summary>
public sealed class LedgerStateTests
{
    private static readonly string[] Statuses = ["validating", "in_progress", "finalizing", "completed", "failed", "expired", "cancelling", "cancelled", "invented"];

    [Theory]
    [InlineData("completed", BatchState.Completed)]
    [InlineData("completed completed", BatchState.Completed)]
    [InlineData("completed failed", BatchState.Failed)]
    [InlineData("completed expired", BatchState.Expired)]
    [InlineData("completed cancelled", BatchState.Cancelled)]
    [InlineData("expired failed", BatchState.Failed)]
    [InlineData("expired cancelled", BatchState.Expired)]
    [InlineData("failed cancelled", BatchState.Failed)]
    [InlineData("completed in_progress", BatchState.InProgress)]
    [InlineData("failed in_progress", BatchState.InProgress)]
    [InlineData("validating in_progress", BatchState.Validating)]
    [InlineData("finalizing in_progress", BatchState.InProgress)]
    [InlineData("finalizing completed", BatchState.Finalizing)]
    [InlineData("cancelling validating", BatchState.Cancelling)]
    [InlineData("cancelling completed", BatchState.Cancelling)]
    [InlineData("invented completed", BatchState.InProgress)]
    [InlineData("COMPLETED Completed", BatchState.Completed)]
    public void It_is_that_of_the_job_that_is_furthest_from_its_end(string statuses, BatchState state)
    {
        Ledgers.Of(statuses.Split(' ')).State.ShouldBe(state);
        Ledgers.Of([.. statuses.Split(' ').Reverse()]).State.ShouldBe(state);
    }

    [Fact]
    public void It_is_an_end_if_each_job_has_ended_and_otherwise_not()
    {
        foreach (var (first, second, third) in from a in Statuses from b in Statuses from c in Statuses select (a, b, c))
        {
            var ledger = Ledgers.Of(first, second, third);
            string[] jobs = [first, second, third];
            var haveEnded = jobs.All(job => job is "completed" or "failed" or "expired" or "cancelled");

            ledger.IsStarted.ShouldBeTrue();
            ledger.HasEnded.ShouldBe(haveEnded, string.Join(' ', jobs));
            (ledger.State is BatchState.Completed or BatchState.Failed or BatchState.Expired or BatchState.Cancelled).ShouldBe(haveEnded, string.Join(' ', jobs));
            ledger.Jobs.Select(entry => entry.Job!.State).ShouldContain(ledger.State);
        }
    }

    [Fact]
    public void A_batch_that_is_not_submitted_completely_is_incomplete()
    {
        BatchLedger[] incomplete = [Ledgers.Bare, Ledgers.Of("completed", null), Ledgers.Of([null]), Ledgers.Of("completed") with { IsSealed = false }];

        incomplete.ShouldAllBe(ledger => ledger.State == BatchState.Incomplete && !ledger.IsStarted && !ledger.HasEnded);
    }

    [Fact]
    public void A_job_that_has_ended_elsewhere_is_taken_over_and_nothing_else()
    {
        var known = Ledgers.Of("in_progress", "in_progress", "in_progress", null, "completed");
        var seen = Ledgers.Of("completed", "finalizing", "failed", "completed", "in_progress");
        seen = seen.With(seen.Jobs[2] with { Job = seen.Jobs[2].Job! with { Id = "another" } });

        var merged = known.Merge(seen);

        merged.Jobs.Select(entry => entry.Job?.Status).ShouldBe(["completed", "in_progress", "in_progress", null, "completed"]);
        known.Merge(Ledgers.Of("completed")).Jobs.Select(entry => entry.Job?.Status).ShouldBe(["completed", "in_progress", "in_progress", null, "completed"]);
    }

    [Fact]
    public void An_entry_replaces_the_one_of_its_job_and_is_otherwise_the_last()
    {
        var ledger = Ledgers.Of("completed", "completed");

        ledger.With(new JobEntry(1, 7, "h")).Jobs.Select(entry => (entry.Number, entry.Lines)).ShouldBe([(1, 7), (2, 10)]);
        ledger.With(new JobEntry(3, 7, "h")).Jobs.Select(entry => (entry.Number, entry.Lines)).ShouldBe([(1, 10), (2, 10), (3, 7)]);
    }

    [Fact]
    public void Counts_are_those_of_all_jobs()
    {
        var ledger = Ledgers.Full;
        var batch = QwenBatch.Of(ledger, "folder");

        (batch.Total, batch.Completed, batch.Failed).ShouldBe((100_000, 99_996, 4));
        (ledger.With(new JobEntry(3, 5, "h")).Count, ledger.With(new JobEntry(2, 5, "h")).Count).ShouldBe((100_005, 50_005));
        batch.ToString().ShouldBe("name: Completed, 99996 of 100000 completed, 4 failed");
        batch.Errors.ShouldBe(["one", @"two \u0001 中", "one", @"two \u0001 中"]);
    }

    [Fact]
    public void Counts_of_a_service_that_are_absurd_are_still_a_batch()
    {
        var ledger = Ledgers.Of("completed", "completed");
        ledger = ledger with { Jobs = [.. ledger.Jobs.Select(entry => entry with { Job = entry.Job! with { Completed = long.MaxValue, Failed = long.MaxValue } })] };

        Should.NotThrow(() => QwenBatch.Of(LedgerJson.Read(LedgerJson.Write(ledger)), "folder").ToString());
    }
}
