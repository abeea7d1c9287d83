using System.Collections.Concurrent;
using System.Management.Automation;

namespace QwenCode.Pipeline;

/// <summary>
/// Runs asynchronous work off the pipeline thread and hands everything it wants to write over to that thread. The work is cancelled
/// by Ctrl-C, and also when the pipeline ends early: then PowerShell throws out of a write and only disposes the cmdlet.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly ManualResetEventSlim _signal = new();

    /// <summary>Cancelled when the work should end.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Cancels the work; called by PowerShell on another thread at Ctrl-C.</summary>
    public void Stop()
    {
        _cancellation.Cancel();
        _signal.Set();
    }

    /// <summary>Starts work on another thread.</summary>
    public Task<T> Start<T>(Func<CancellationToken, Task<T>> work)
    {
        var task = Task.Run(() => work(Token), Token);
        _ = task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    /// <summary>Has an action run on the pipeline thread, in order; may be called from any thread.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        if (!_signal.IsSet)
            _signal.Set();
    }

    /// <summary>On the pipeline thread: runs what was posted.</summary>
    public void Drain()
    {
        while (_posted.TryDequeue(out var action))
            action();
    }

    /// <summary>On the pipeline thread: runs what is posted until <paramref name="isDone"/>, which is asked after each arrival.</summary>
    /// <exception cref="PipelineStoppedException">The work was cancelled.</exception>
    public void WaitUntil(Func<bool> isDone)
    {
        while (true)
        {
            _signal.Reset();
            Drain();
            if (Token.IsCancellationRequested)
                throw new PipelineStoppedException();
            if (isDone())
                return;
            _signal.Wait();
        }
    }

    /// <summary>On the pipeline thread: waits for work that was started, and returns what it returns.</summary>
    /// <exception cref="PipelineStoppedException">The work was cancelled.</exception>
    public T Wait<T>(Task<T> task)
    {
        try
        {
            WaitUntil(() => task.IsCompleted);
            Drain();

            // The task has ended; this only unwraps its result.
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancellation.Cancel();
        _cancellation.Dispose();
    }

    // Touching the exception observes it: nobody waits any more for work whose pipeline has ended.
    private void Ended(Task task)
    {
        _ = task.Exception;
        _signal.Set();
    }
}
