using QwenCode.Showing;

namespace QwenCode.Http;

/// <summary>The content of a progress display.</summary>
/// <param name="Title">The activity.</param>
/// <param name="Status">Its state.</param>
/// <param name="Percent">The part that is done; -1 if it is not known.</param>
/// <param name="SecondsLeft">The time to the end, or to the end of a wait; -1 if it is not known.</param>
internal sealed record ProgressReport(string Title, string Status, int Percent, int SecondsLeft);

/// <summary>Decides when progress of requests is shown, and what: the state of a single one; of several how many are done and what the others wait for.</summary>
/// <param name="time">The clock.</param>
internal sealed class RequestProgress(TimeProvider time)
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DoneInterval = TimeSpan.FromMilliseconds(200);

    private readonly long _start = time.GetTimestamp();
    private long? _waitStart;
    private long? _shown;
    private bool _isSeveral;
    private int _done;
    private int _failed;
    private int? _total;

    /// <summary>The time until progress is to be shown or renewed.</summary>
    public TimeSpan TimeToNext
    {
        get
        {
            var left = _shown is { } shown ? Interval - time.GetElapsedTime(shown) : Delay - time.GetElapsedTime(_waitStart ?? _start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Notes that a request begins while none is in progress.</summary>
    public void Begin() => _waitStart = time.GetTimestamp();

    /// <summary>Notes that there are no further requests.</summary>
    /// <param name="left">How many are in progress.</param>
    public void InputEnded(int left) => _total = _done + left;

    /// <summary>Notes that one of several requests has ended, its answer or error written.</summary>
    /// <returns>Whether that is to be shown.</returns>
    public bool Done(bool failed)
    {
        _done++;
        _failed += failed ? 1 : 0;
        return (_done > 1 || _isSeveral) && time.GetElapsedTime(_shown ?? _start) >= DoneInterval;
    }

    /// <summary>Notes that progress is no longer shown.</summary>
    public void Hide() => (_shown, _isSeveral) = (null, false);

    /// <summary>What is shown now.</summary>
    /// <param name="active">The requests that have begun and not ended.</param>
    public ProgressReport Show(IReadOnlyList<RequestActivity> active)
    {
        _shown = time.GetTimestamp();
        _isSeveral = _done > 0 || active.Count != 1;
        return !_isSeveral ? Single(active[0].Title, active[0].State) : Several([.. active.Select(activity => activity.State)]);
    }

    private static ProgressReport Single(string title, RequestState state) =>
        new(title, char.ToUpperInvariant(state.Status[0]) + state.Status[1..], -1, state.Left is { } left ? (int)Math.Ceiling(left.TotalSeconds) : -1);

    private ProgressReport Several(RequestState[] states)
    {
        var rate = _done / Math.Max(time.GetElapsedTime(_start).TotalSeconds, 0.001);
        var speed = _done == 0 ? "" : rate < 1 ? $", {60 * rate:0.#} per minute" : $", {rate:0.#} per second";
        var status = $"{_done}{(_total is { } all ? $" of {all}" : "")} done, {_failed} failed{speed}{Waiting(states)}";
        return new ProgressReport(
            "Chat requests",
            status,
            _total is > 0 and var total ? 100 * _done / total : -1,
            _total is { } count && _done > 0 ? (int)((count - _done) / rate) : -1);
    }

    private static string Waiting(RequestState[] states)
    {
        if (states.Length == 0)
            return "";
        if (states.Length == 1)
            return $"; {states[0].Status}";
        var waits = Waiting(states, RequestStep.WaitingForRate, "waiting for the rate limit") + Waiting(states, RequestStep.WaitingToRetry, "waiting to retry");
        return waits.Length > 0 ? waits : $"; {states.Length} in progress, the oldest for {InSeconds.Elapsed(states.Max(state => state.Elapsed))}";
    }

    private static string Waiting(RequestState[] states, RequestStep step, string text)
    {
        var waiting = states.Where(state => state.Step == step).ToList();
        return waiting.Count == 0 ? "" : $"; {waiting.Count} {text}, next in {InSeconds.Left(waiting.Min(state => state.Left ?? TimeSpan.Zero))}";
    }
}
