namespace QwenCode.Authentication;

/// <summary>Lets a number of requests through in any sixty seconds; the others wait in their order. Safe for use by several threads.</summary>
/// <param name="requestsPerMinute">How many requests a minute, at least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestLimiter(int requestsPerMinute, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // When the requests of the last minute were sent.
    private readonly Queue<long> _sent = new();
    private int _waiting;

    /// <summary>How many requests a minute it lets through.</summary>
    public int RequestsPerMinute => requestsPerMinute;

    /// <summary>Returns when a request may be sent, which it is then taken to be.</summary>
    /// <param name="onWait">Called with the time to wait, if there is any; from any thread.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask AcquireAsync(Action<TimeSpan> onWait, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_sent)
        {
            wait = Enter(_waiting);
            if (wait == TimeSpan.Zero)
                return ValueTask.CompletedTask;
            _waiting++;
        }

        return WaitAsync(wait, onWait, cancellationToken);
    }

    private async ValueTask WaitAsync(TimeSpan wait, Action<TimeSpan> onWait, CancellationToken cancellationToken)
    {
        try
        {
            while (wait > TimeSpan.Zero)
            {
                onWait(wait);

                // Delays are cut to whole milliseconds.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken).ConfigureAwait(false);
                lock (_sent)
                    wait = Enter(0);
            }
        }
        finally
        {
            lock (_sent)
                _waiting--;
        }
    }

    // Counts a request that is sent now, unless it has to wait behind others; the time that it has to wait.
    private TimeSpan Enter(int before)
    {
        while (_sent.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
            _sent.Dequeue();
        var place = before - (requestsPerMinute - _sent.Count);
        if (place < 0)
        {
            _sent.Enqueue(time.GetTimestamp());
            return TimeSpan.Zero;
        }

        var turn = place % requestsPerMinute;
        var first = turn < _sent.Count ? Window - time.GetElapsedTime(_sent.ElementAt(turn)) : Window;
        return first + (Window * (place / requestsPerMinute));
    }
}
