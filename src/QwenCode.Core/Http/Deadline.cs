using QwenCode.Errors;

namespace QwenCode.Http;

/// <summary>When a request ends with all its attempts: at its time limit, or when it is cancelled.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _requested;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;

    /// <summary>A deadline that runs from now on.</summary>
    /// <param name="limit">The time limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Deadline(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _requested = cancellationToken;
        _source = new CancellationTokenSource(limit, time);
        _registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Cancelled when the request is.</summary>
    public CancellationToken Requested => _requested;

    /// <summary>Cancelled in both cases.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The error if the time limit has passed; <see langword="null"/> if it has not.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public QwenRequestException? Failure(ServiceFailure facts)
    {
        _requested.ThrowIfCancellationRequested();
        return _source.IsCancellationRequested ? QwenErrors.RequestTimedOut(facts, _limit) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
