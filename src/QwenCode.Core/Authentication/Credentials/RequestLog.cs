namespace QwenCode.Authentication;

/// <summary>Counts the requests of a session to one provider. Safe for use by several threads.</summary>
internal sealed class RequestLog(TimeProvider time)
{
    private readonly Queue<DateTimeOffset> _lastMinute = new();
    private DateOnly _day;
    private int _today;

    /// <summary>Notes a request that is sent now.</summary>
    public void Add()
    {
        lock (_lastMinute)
        {
            Forget();
            _lastMinute.Enqueue(time.GetUtcNow());
            _today++;
        }
    }

    /// <summary>Requests of the last 60 seconds.</summary>
    public int LastMinute
    {
        get
        {
            lock (_lastMinute)
            {
                Forget();
                return _lastMinute.Count;
            }
        }
    }

    /// <summary>Requests since midnight, local time.</summary>
    public int Today
    {
        get
        {
            lock (_lastMinute)
            {
                Forget();
                return _today;
            }
        }
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow().AddMinutes(-1);
        while (_lastMinute.TryPeek(out var first) && first <= oldest)
            _lastMinute.Dequeue();
        var day = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        if (day != _day)
            (_day, _today) = (day, 0);
    }
}
