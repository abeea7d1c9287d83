namespace QwenCode.Loopback;

internal sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private TaskCompletionSource _grown = NewSignal();

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_gate)
            return [.. _requests];
    }

    public void Add(RecordedRequest request)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            _requests.Add(request);
            (grown, _grown) = (_grown, NewSignal());
        }

        grown.TrySetResult();
    }

    public async Task<RecordedRequest> WaitAsync(int index, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        while (true)
        {
            Task grown;
            lock (_gate)
            {
                if (index < _requests.Count)
                    return _requests[index];
                grown = _grown.Task;
            }

            await grown.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
