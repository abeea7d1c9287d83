using System.Collections.Concurrent;
using System.Management.Automation;

namespace QwenCode.Pipeline;

/// <summary>
/// Runs asynchronous work off the pipeline thread and hands everything it wants to write over to that thread. The work is cancelled
/// by Ctrl+C, and also when the pipeline ends early: then PowerShell throws out of a write and only disposes the cmdlet.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    // About 150 µs in all. On a single processor, spinning would only delay the other thread.
    private static readonly int BriefSpins = Environment.ProcessorCount > 1 ? 210 : 0;
    private const int SpinLength = 20;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly ManualResetEventSlim _signal = new();

    /// <summary>What is shown while a wait lasts; <see langword="null"/> for nothing.</summary>
    public ProgressDisplay? Progress { get; set; }

    /// <summary>The part of the work that is in progress; <see langword="null"/> for the command as a whole.</summary>
    public PumpScope? Scope { get; private set; }

    /// <summary>Called on the pipeline thread before a function that other threads wait for, to show what arrived before it; <see langword="null"/> for nothing.</summary>
    public Action? BeforeInvoke { get; set; }

    /// <summary>Cancelled when the work should end: the command's, or that of the scope it is in.</summary>
    public CancellationToken Token => Scope?.Token ?? _cancellation.Token;

    /// <summary>Whether the command ends, and nothing can be written any more.</summary>
    public bool IsStopped => _cancellation.IsCancellationRequested;

    /// <summary>On the pipeline thread: begins a part of the command's work that can be cancelled on its own, until the scope is disposed of.</summary>
    public PumpScope BeginScope()
    {
        var outer = Scope;
        return Scope = new PumpScope(Signal, () => Scope = outer, Token);
    }

    /// <summary>Cancels the work; called by PowerShell on another thread on Ctrl+C.</summary>
    public void Stop()
    {
        Cancel();
        _signal.Set();
    }

    /// <summary>Starts work on another thread.</summary>
    public Task<T> Start<T>(Func<CancellationToken, Task<T>> work) => Observe(Task.Run(() => work(Token), Token));

    /// <summary>On the pipeline thread: starts work that waits for nothing but what it awaits, on this thread until then.</summary>
    public Task<T> StartHere<T>(Func<CancellationToken, Task<T>> work) => Observe(work(Token));

    /// <summary>Starts work that computes, and waits for a disk at most.</summary>
    public Task<T> Start<T>(Func<T> work) => Observe(Task.Run(work, Token));

    /// <summary>On the pipeline thread: waits for a result that is usually available within microseconds, less than it takes to wake a thread.</summary>
    /// <inheritdoc cref="Wait"/>
    public T WaitBriefly<T>(Task<T> task)
    {
        for (var spins = 0; spins < BriefSpins && !task.IsCompleted; spins++)
            Thread.SpinWait(SpinLength);
        return Wait(task);
    }

    /// <summary>Has an action run on the pipeline thread, in order; may be called from any thread.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        Signal();
    }

    /// <summary>Has an action run on the pipeline thread, and completes when it has; may be called from any thread. The pipeline thread must not wait for it.</summary>
    /// <inheritdoc cref="InvokeAsync{T}"/>
    public Task InvokeAsync(Action action, CancellationToken cancellationToken) => InvokeAsync(
        () =>
        {
            action();
            return true;
        },
        cancellationToken);

    /// <summary>Has a function run on the pipeline thread, in order, and returns its result; may be called from any thread. The pipeline thread must not wait for it.</summary>
    /// <param name="function">Runs on the pipeline thread. The module's own errors go to the caller; any other exception ends the pipeline, as that of a write does.</param>
    /// <param name="cancellationToken">Ends the wait, and a function that has not begun; linked to <see cref="Token"/>.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled, or the pipeline has ended.</exception>
    public Task<T> InvokeAsync<T>(Func<T> function, CancellationToken cancellationToken)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            if (cancellationToken.IsCancellationRequested)
                return;
            BeforeInvoke?.Invoke();
            try
            {
                result.SetResult(function());
            }
            catch (QwenException exception)
            {
                result.SetException(exception);
            }
        });
        return result.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Has the pipeline thread check again whether it is done; may be called from any thread.</summary>
    public void Signal()
    {
        if (!_signal.IsSet)
            _signal.Set();
    }

    /// <summary>On the pipeline thread: runs what was posted.</summary>
    public void Drain()
    {
        while (_posted.TryDequeue(out var action))
            action();
    }

    /// <summary>On the pipeline thread: runs what is posted until <paramref name="isDone"/>, which is called after each item.</summary>
    /// <exception cref="PipelineStoppedException">The command was stopped.</exception>
    /// <exception cref="OperationCanceledException">The scope was cancelled.</exception>
    /// <remarks>
    /// What a write throws ends the pipeline, so the work is cancelled at once: the cmdlet is disposed of only after all that comes
    /// behind it has ended. The module's own errors become records, and the work goes on.
    /// </remarks>
    public void WaitUntil(Func<bool> isDone)
    {
        try
        {
            while (true)
            {
                _signal.Reset();
                Drain();
                if (IsStopped)
                    throw new PipelineStoppedException();
                if (isDone())
                    return;
                Token.ThrowIfCancellationRequested();
                _signal.Wait(Progress?.Renew() ?? Timeout.InfiniteTimeSpan);
            }
        }
        catch (Exception exception) when (exception is not QwenException && !(exception is OperationCanceledException && Scope is { Token.IsCancellationRequested: true }))
        {
            Cancel();
            Progress?.End();
            throw;
        }
    }

    /// <summary>On the pipeline thread: waits for work that was started, and returns what it returns.</summary>
    /// <exception cref="PipelineStoppedException">The command was stopped.</exception>
    /// <exception cref="OperationCanceledException">The scope was cancelled.</exception>
    public T Wait<T>(Task<T> task)
    {
        try
        {
            WaitUntil(() => task.IsCompleted);
            Drain();

            // The task has ended; this only unwraps its result.
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (IsStopped)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Cancel();

    // The source is never disposed of: work that ends later than the cmdlet still uses it, and it holds nothing but memory.
    private void Cancel() => _cancellation.Cancel();

    private Task<T> Observe<T>(Task<T> task)
    {
        _ = task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    // Touching the exception observes it: work whose pipeline has ended is not waited for.
    private void Ended(Task task)
    {
        _ = task.Exception;
        _signal.Set();
    }
}
