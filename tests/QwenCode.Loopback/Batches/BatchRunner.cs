namespace QwenCode.Loopback;

/// <summary>Advances a job by its script. The caller holds the job's lock.</summary>
internal sealed class BatchRunner(LoopbackOptions options, BatchAuthority authority)
{
    private readonly BatchProcessor _processor = new(options, authority);

    /// <summary>Advances the job to what the next GET shows.</summary>
    public void Poll(BatchJob job)
    {
        job.Polls++;
        if (BatchStatus.IsFinal(job.Status))
            return;
        if (job.Status == BatchStatus.Cancelling)
        {
            if (++job.PollsSinceCancel > job.Script.CancellingPolls)
                End(job, BatchStatus.Cancelled);
            return;
        }

        var statuses = job.Script.Statuses;
        if (job.Polls <= statuses.Count)
            Show(job, statuses[job.Polls - 1]);
        else
            End(job, job.Script.End);
    }

    public void Cancel(BatchJob job)
    {
        Reach(job, BatchStatus.Cancelling);
        if (job.Script.CancellingPolls == 0)
            End(job, BatchStatus.Cancelled);
    }

    private void Show(BatchJob job, string status)
    {
        if (status != BatchStatus.Validating && !IsValid(job))
            return;
        Reach(job, status);
        if (status != BatchStatus.Validating)
            job.Counts = job.Counts with { Completed = (int)((long)job.Counts.Total * (job.Polls - 1) / job.Script.Statuses.Count) };
    }

    private void End(BatchJob job, string status)
    {
        if (!IsValid(job))
            return;
        if (status == BatchStatus.Failed)
        {
            job.Errors = [new(job.Script.FailureCode, job.Script.FailureMessage)];
            job.Counts = default;
        }
        else
        {
            _processor.Run(job, status);
        }

        Settle(job, status);
    }

    /// <summary>Validates the file unless that is done; false if the job has failed.</summary>
    private bool IsValid(BatchJob job)
    {
        if (job.LineOffsets is null)
            BatchInputCheck.Run(job, authority.Store.Find(job.InputFileId, job.Owner), authority.Rules);
        if (job.Errors.Count == 0)
            return true;
        Settle(job, BatchStatus.Failed);
        return false;
    }

    private void Settle(BatchJob job, string status)
    {
        Reach(job, status);
        job.LineOffsets = null;
    }

    private void Reach(BatchJob job, string status)
    {
        job.Status = status;
        job.ReachedAt.TryAdd(status, options.TimeProvider.GetUtcNow());
    }
}
