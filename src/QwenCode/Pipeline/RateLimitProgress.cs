using System.Management.Automation;

namespace QwenCode.Pipeline;

/// <summary>Shows that requests wait for the rate limit, as long as any does. Used on the pipeline thread alone.</summary>
internal sealed class RateLimitProgress(QwenCommand command)
{
    private const int ActivityId = 0x5159;
    private const string Activity = "Rate limit reached";

    private int _waiting;

    /// <summary>Notes that a request begins to wait, or that its wait has ended.</summary>
    public void Change(bool waits)
    {
        _waiting += waits ? 1 : -1;
        var record = new ProgressRecord(ActivityId, Activity, "the next request waits for its turn");
        if (_waiting == 0)
            record.RecordType = ProgressRecordType.Completed;
        command.WriteProgress(record);
    }
}
