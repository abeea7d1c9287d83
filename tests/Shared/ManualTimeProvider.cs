namespace QwenCode.Testing;

/// <summary>A clock that a test advances. Its timers make delays and timeouts testable without waiting.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _running = [];
    private DateTimeOffset _now = start;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>A clock that begins at noon of an ordinary day.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>The local time zone; UTC unless another is specified.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => Zone;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires on the way each timer that falls due, in their order and on this thread.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (_gate)
            _now = end;
    }

    /// <summary>Moves the clock to the moment when the next timer falls due, unless fewer timers than stated run by now.</summary>
    public void AdvanceToNextTimer(int count)
    {
        TimeSpan wait;
        lock (_gate)
        {
            if (_running.Count < count)
                return;
            wait = _running.Min(t => t.Due) - _now;
        }

        Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    /// <summary>Waits until so many timers run at once.</summary>
    public async Task WaitForTimersAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_running.Count >= count)
                    return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            var timer = _running.Where(t => t.Due <= end).MinBy(t => t.Due);
            if (timer is null)
                return null;
            _now = timer.Due > _now ? timer.Due : _now;
            if (timer.Period > TimeSpan.Zero)
                timer.Due += timer.Period;
            else
                _running.Remove(timer);
            return timer;
        }
    }

    private bool Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _running.Remove(timer);
            if (dueTime >= TimeSpan.Zero)
            {
                (timer.Due, timer.Period) = (_now + dueTime, period);
                _running.Add(timer);
            }

            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
        return true;
    }

    private sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => time.Schedule(this, dueTime, period);

        public void Dispose() => time.Schedule(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
