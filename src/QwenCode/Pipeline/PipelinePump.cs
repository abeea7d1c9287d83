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

    /// <summary>Cancels the work; called by PowerShell on another thread at Ctrl-C.</summary>
    public void Stop() => _cancellation.Cancel();

    /// <summary>Runs <paramref name="work"/> to its end and returns what it returns.</summary>
    /// <param name="work">Gets a way to run an action on the pipeline thread, in order, and the token to observe.</param>
    /// <exception cref="PipelineStoppedException">The work was cancelled.</exception>
    public T Run<T>(Func<Action<Action>, CancellationToken, Task<T>> work)
    {
        using var queue = new BlockingCollection<Action>();
        var token = _cancellation.Token;
        var task = Task.Run(() => work(Post, token), token);
        _ = task.ContinueWith(_ => queue.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            foreach (var action in queue.GetConsumingEnumerable())
                action();

            // The task has ended: it completed the queue. This only unwraps its result.
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            if (!task.IsCompleted)
                Abandon(task, queue);
        }

        void Post(Action action)
        {
            if (!token.IsCancellationRequested)
                queue.Add(action, token);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancellation.Cancel();
        _cancellation.Dispose();
    }

    // A write threw, so nothing more can be written: end the work, and wait for its end so that nothing runs on behind the prompt.
    private void Abandon<T>(Task<T> task, BlockingCollection<Action> queue)
    {
        _cancellation.Cancel();
        while (!queue.IsCompleted)
            queue.TryTake(out _, Timeout.Infinite);
        _ = task.Exception;
    }
}
