using System.Management.Automation;
using QwenCode.Commands;
using QwenCode.Http;

namespace QwenCode.Pipeline;

/// <summary>Shows the progress of a command's requests while the pipeline thread waits for them. Used only on that thread.</summary>
/// <param name="command">The command.</param>
internal sealed class ProgressDisplay(QwenCommand command)
{
    private readonly RequestProgress _progress = new(TimeProvider.System);
    private Func<IReadOnlyList<RequestActivity>>? _underWay;
    private bool? _isWanted;
    private string? _shown;

    /// <summary>Shows what requests do, from now on.</summary>
    /// <param name="underWay">The requests in progress.</param>
    public void Begin(Func<IReadOnlyList<RequestActivity>> underWay)
    {
        _underWay = underWay;
        _progress.Begin();
    }

    /// <summary>Notes that no further request follows.</summary>
    /// <param name="left">How many are in progress.</param>
    public void InputEnded(int left) => _progress.InputEnded(left);

    /// <summary>Notes that one of several requests has ended, its answer or error written.</summary>
    public void Done(bool failed)
    {
        if (_progress.Done(failed))
            Show(_underWay?.Invoke() ?? []);
    }

    /// <summary>Shows or renews the progress if it is time; the time until it is next.</summary>
    public TimeSpan Renew()
    {
        if (_underWay is null || _isWanted == false)
            return Timeout.InfiniteTimeSpan;
        if (_progress.TimeToNext is { Ticks: > 0 } left)
            return left;

        // Otherwise the last one has just ended, which ends the wait.
        if (_underWay() is not { Count: > 0 } underWay)
            return Timeout.InfiniteTimeSpan;
        Show(underWay);
        return _isWanted == true ? _progress.TimeToNext : Timeout.InfiniteTimeSpan;
    }

    /// <summary>Removes the progress, until requests begin again.</summary>
    public void End()
    {
        _underWay = null;
        Hide();
    }

    /// <summary>Removes the progress until it is renewed, for something else that is shown.</summary>
    public void Hide()
    {
        if (_shown is not { } title)
            return;
        _shown = null;
        _progress.Hide();
        try
        {
            command.WriteProgress(new ProgressRecord(ProgressIds.Requests, title, "Completed") { RecordType = ProgressRecordType.Completed });
        }
        catch (PipelineStoppedException)
        {
            // The host removes the progress of a pipeline that was stopped.
        }
    }

    private void Show(IReadOnlyList<RequestActivity> underWay)
    {
        if (!(_isWanted ??= command.ShowsProgress))
            return;
        var report = _progress.Show(underWay);
        _shown = report.Title;
        command.WriteProgress(new ProgressRecord(ProgressIds.Requests, report.Title, report.Status) { PercentComplete = report.Percent, SecondsRemaining = report.SecondsLeft });
    }
}
