using System.Management.Automation;

namespace QwenCode.Pipeline;

/// <summary>Shows how far a batch is: done, failed, rate, and, once the input has ended, the time left.</summary>
internal sealed class BatchProgress(QwenCommand command, TimeProvider time)
{
    private const int ActivityId = 0x5157;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly long _start = time.GetTimestamp();
    private long _shown;
    private int _done;
    private int _failed;
    private int? _total;

    /// <summary>Notes that no further item comes.</summary>
    /// <param name="left">How many are under way.</param>
    public void InputEnded(int left) => _total = _done + left;

    /// <summary>Notes an item that has ended. What takes no time is not shown.</summary>
    public void Done(bool failed)
    {
        _done++;
        _failed += failed ? 1 : 0;
        if (time.GetElapsedTime(_shown == 0 ? _start : _shown) < Pause)
            return;
        _shown = time.GetTimestamp();
        var rate = _done / Math.Max(time.GetElapsedTime(_start).TotalSeconds, 0.001);
        var record = new ProgressRecord(ActivityId, "Asking", $"{_done}{(_total is { } all ? $" of {all}" : "")} done, {_failed} failed, {rate:0.#} a second");
        if (_total is { } total)
        {
            record.PercentComplete = 100 * _done / total;
            record.SecondsRemaining = (int)((total - _done) / rate);
        }

        command.WriteProgress(record);
    }

    /// <summary>Takes the display away.</summary>
    public void Complete()
    {
        if (_shown != 0)
            command.WriteProgress(new ProgressRecord(ActivityId, "Asking", "done") { RecordType = ProgressRecordType.Completed });
    }
}
