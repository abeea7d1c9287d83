namespace QwenCode.Pipeline;

/// <summary>A part of a command's work with a token of its own, so that Ctrl+C can end an answer and not the console.</summary>
internal sealed class PumpScope : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly Action _signal;
    private readonly Action _end;

    /// <summary>A scope; see <see cref="PipelinePump.BeginScope"/>.</summary>
    /// <param name="signal">Wakes the pipeline thread.</param>
    /// <param name="end">Called when it ends.</param>
    /// <param name="outer">Ends it, too.</param>
    public PumpScope(Action signal, Action end, CancellationToken outer)
    {
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(outer);
        (_signal, _end) = (signal, end);
    }

    /// <summary>Cancelled when the work of the scope should end.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Cancels what is awaited in the scope; may be called from any thread.</summary>
    public void Cancel()
    {
        _cancellation.Cancel();
        _signal();
    }

    /// <summary>Ends what is still in progress, and returns to the outer scope.</summary>
    public void Dispose()
    {
        // Never disposed of: work that ends later still uses it. Cancelling it unlinks it from the outer one.
        _cancellation.Cancel();
        _end();
    }
}
