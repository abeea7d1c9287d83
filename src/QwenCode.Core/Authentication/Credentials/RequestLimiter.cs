namespace QwenCode.Authentication;

/// <summary>Limits the number of requests in any sixty seconds; those above the limit wait in order. Safe for use by several threads.</summary>
/// <param name="requestsPerMinute">Maximum number of requests per minute; 0 for no limit.</param>
/// <param name="time">The clock.</param>
#pragma warning disable CA1001 // A timer without waiters has nothing to dispose of.
internal sealed class RequestLimiter(int requestsPerMinute, TimeProvider time)
#pragma warning restore CA1001
{
    /// <summary>Sets no limit.</summary>
    public static readonly RequestLimiter None = new(0, TimeProvider.System);

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // When the requests of the last minute were sent.
    private readonly Queue<long> _sent = new();
    private readonly List<Waiter> _waiting = [];
    private ITimer? _timer;

    /// <summary>Maximum number of requests per minute; 0 for no limit.</summary>
    public int RequestsPerMinute => requestsPerMinute;

    /// <summary>Waits until a request may be sent, and counts it as sent.</summary>
    /// <param name="onWait">Called with the time to wait, if there is any, and again if it gets shorter; from any thread.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask AcquireAsync(Action<TimeSpan> onWait, CancellationToken cancellationToken)
    {
        if (requestsPerMinute == 0)
            return ValueTask.CompletedTask;
        Waiter waiter;
        lock (_sent)
        {
            if (_waiting.Count == 0 && TryEnter())
                return ValueTask.CompletedTask;
            waiter = new Waiter(onWait);
            _waiting.Add(waiter);
            waiter.OnWait(WaitAt(_waiting.Count - 1));
            if (_waiting.Count == 1)
                SetTimer();
        }

        return WaitAsync(waiter, cancellationToken);
    }

    private async ValueTask WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(_ => Leave(waiter, cancellationToken), null);
        await waiter.Turn.Task.ConfigureAwait(false);
    }

    // Those behind it move up.
    private void Leave(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_sent)
        {
            var position = _waiting.IndexOf(waiter);
            if (position < 0)
                return;
            _waiting.RemoveAt(position);
            for (; position < _waiting.Count; position++)
                _waiting[position].OnWait(WaitAt(position));
        }

        waiter.Turn.SetCanceled(cancellationToken);
    }

    private void LetThrough()
    {
        var first = new List<Waiter>();
        lock (_sent)
        {
            while (_waiting.Count > 0 && TryEnter())
            {
                first.Add(_waiting[0]);
                _waiting.RemoveAt(0);
            }

            if (_waiting.Count > 0)
                SetTimer();
        }

        foreach (var waiter in first)
            waiter.Turn.SetResult();
    }

    // Counts a request that is sent now, if one may be.
    private bool TryEnter()
    {
        while (_sent.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
            _sent.Dequeue();
        if (_sent.Count >= requestsPerMinute)
            return false;
        _sent.Enqueue(time.GetTimestamp());
        return true;
    }

    // Nobody waits before the last minute is full: each waits until a request of that minute is a minute old, or one that is still to be sent.
    private TimeSpan WaitAt(int position)
    {
        var wait = (Window * ((position / requestsPerMinute) + 1)) - time.GetElapsedTime(_sent.ElementAt(position % requestsPerMinute));
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    // Timers are cut to whole milliseconds.
    private void SetTimer()
    {
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(WaitAt(0).TotalMilliseconds));
        _timer ??= time.CreateTimer(static limiter => ((RequestLimiter)limiter!).LetThrough(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private sealed class Waiter(Action<TimeSpan> onWait)
    {
        public TaskCompletionSource Turn { get; } = new();

        public Action<TimeSpan> OnWait => onWait;
    }
}
