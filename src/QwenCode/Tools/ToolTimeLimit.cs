using System.Management.Automation;

namespace QwenCode.Tools;

/// <summary>The maximum time of a call of a tool. The time in which the user is prompted does not count.</summary>
/// <param name="timeout">The time.</param>
/// <param name="time">The clock.</param>
internal sealed class ToolTimeLimit(TimeSpan timeout, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _late = new(timeout, time);
    private long _since = time.GetTimestamp();
    private TimeSpan _left = timeout;

    /// <summary>Canceled when the time is over.</summary>
    public CancellationToken Token => _late.Token;

    /// <summary>Prompts the user, and counts on only after the answer.</summary>
    /// <exception cref="PipelineStoppedException">The time is over already.</exception>
    public T Suspend<T>(Func<T> prompt)
    {
        if (_left == Timeout.InfiniteTimeSpan)
            return prompt();
        _left -= time.GetElapsedTime(_since);
        if (_late.IsCancellationRequested)
            throw new PipelineStoppedException();
        _late.CancelAfter(Timeout.InfiniteTimeSpan);
        try
        {
            return prompt();
        }
        finally
        {
            _since = time.GetTimestamp();
            _late.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _late.Dispose();
}
