namespace QwenCode.Connectors.Tests.BatchService;

/// <summary>A clock that skips each pause and records its length. Time limits, which are longer than any pause, never pass.</summary>
internal sealed class SkippedTime : TimeProvider
{
    /// <summary>A time limit.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _pauses = [];
    private DateTimeOffset _now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The pauses so far.</summary>
    public IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (_gate)
                return [.. _pauses];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime < Limit)
        {
            lock (_gate)
            {
                _pauses.Add(dueTime);
                _now += dueTime;
            }

            // Whoever creates the timer may not expect it to fire before it has it.
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new FiredTimer();
    }

    /// <summary>Moves the clock.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_gate)
            _now += by;
    }

    private sealed class FiredTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
