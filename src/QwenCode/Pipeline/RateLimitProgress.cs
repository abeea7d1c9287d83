using System.Management.Automation;

namespace QwenCode.Pipeline;

/// <summary>Shows that requests wait for the rate limit, as long as any does. Used on the pipeline thread alone.</summary>
internal sealed class RateLimitProgress(Cmdlet command)
{
    private const int ActivityId = 0x5159;
    private const string Activity = "Waiting for the rate limit";

    private int _waiting;

    /// <summary>Notes that a request begins to wait, or that its wait has ended.</summary>
    public void Change(bool waits)
    {
        _waiting += waits ? 1 : -1;
        var record = new ProgressRecord(ActivityId, Activity, "The requests of this minute are used up; the next goes as soon as one is free.");
        if (_waiting == 0)
            record.RecordType = ProgressRecordType.Completed;
        command.WriteProgress(record);
    }
}
