namespace QwenCode.Core.Tests.OAuth;

/// <summary>
/// A clock for tests. Waits (Task.Delay) pass at once and move it; deadlines (CancellationTokenSource) come only with
/// <see cref="Advance"/>, so that a slow machine never times a request out.
/// </summary>
internal sealed class OAuthTestTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TaskCompletionSource _waitBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    /// <summary>Whether waits pass at once. Default true.</summary>
    public bool WaitsPass { get; set; } = true;

    /// <summary>Whether a wait moves the clock; false if several racers wait while another works. Default true.</summary>
    public bool WaitsMoveClock { get; set; } = true;

    /// <summary>Completes when a wait begins that does not pass by itself.</summary>
    public Task WaitBegun
    {
        get
        {
            lock (_gate)
                return _waitBegun.Task;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan time) => MoveTo(GetUtcNow() + time);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state), isDeadline: state is CancellationTokenSource);
        timer.Change(dueTime, period);
        return timer;
    }

    private void MoveTo(DateTimeOffset moment)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            _now = moment > _now ? moment : _now;
            due = _timers.FindAll(timer => timer.DueAt <= _now);
            _timers.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Fire());
    }

    private void Add(ManualTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.DueAt = _now + dueTime;
            _timers.Add(timer);
            if (!timer.IsDeadline && !WaitsPass)
            {
                _waitBegun.TrySetResult();
                _waitBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        if (dueTime > TimeSpan.Zero && (timer.IsDeadline || !WaitsPass))
            return;
        ThreadPool.QueueUserWorkItem(_ => Pass(timer));
    }

    private void Pass(ManualTimer timer)
    {
        if (WaitsMoveClock)
        {
            MoveTo(timer.DueAt);
            return;
        }

        if (Remove(timer))
            timer.Fire();
    }

    private bool Remove(ManualTimer timer)
    {
        lock (_gate)
            return _timers.Remove(timer);
    }

    private sealed class ManualTimer(OAuthTestTime time, Action fire, bool isDeadline) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public bool IsDeadline => isDeadline;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
                time.Remove(this);
            else
                time.Add(this, dueTime);
            return true;
        }

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
