namespace QwenCode.OAuth;

/// <summary>
/// A credential that was renewed and could not be stored. The stored one is no longer valid, so this one is kept in memory, is used by all
/// requests of the process, and is stored as soon as possible. Safe for use by several threads.
/// </summary>
internal sealed class UnstoredCredential(CredentialFile file, CredentialLock fileLock, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private volatile Held? _held;
    private Task _attempt = Task.CompletedTask;

    /// <summary>Whether there is one.</summary>
    public bool Exists => _held is not null;

    /// <summary>The warning about it; <see langword="null"/> if there is none.</summary>
    public string? Warning => _held is { } held
        ? $"The Qwen credential is in the memory of this process only; storing it is retried. {held.Failure.Message}"
        : null;

    /// <summary>The effective credential, given what is stored: another one that was stored meanwhile takes precedence.</summary>
    public OAuthCredentials? Over(OAuthCredentials? stored) => _held is { } held && (stored is null || held.Replaces(stored)) ? held.Credentials : stored;

    /// <summary>Keeps a credential, and starts to store it.</summary>
    /// <param name="credentials">The credential.</param>
    /// <param name="replaced">The credential that it replaces.</param>
    /// <param name="failure">Why it could not be stored.</param>
    public void Keep(OAuthCredentials credentials, OAuthCredentials? replaced, QwenException failure)
    {
        lock (_gate)
        {
            var isFirst = _held is null;
            _held = new Held(credentials, [.. _held?.Replaced ?? [], .. replaced is null ? [] : new[] { replaced }], failure);
            if (isFirst)
                _ = StoreLaterAsync();
        }
    }

    /// <summary>Forgets it: it is stored, or of no further use.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Forget()
    {
        lock (_gate)
        {
            var wasAny = Exists;
            _held = null;
            return wasAny;
        }
    }

    /// <summary>Attempts to store it, on another thread, unless that is in progress.</summary>
    public Task StoreSoon()
    {
        lock (_gate)
        {
            if (_attempt.IsCompleted && Exists)
                _attempt = Task.Run(StoreAsync);
            return _attempt;
        }
    }

    private async Task StoreLaterAsync()
    {
        for (var pause = FirstPause; Exists; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, time).ConfigureAwait(false);
            await StoreSoon().ConfigureAwait(false);
        }
    }

    private async Task StoreAsync()
    {
        try
        {
            using var lease = await fileLock.AcquireAsync(() => Exists, CancellationToken.None).ConfigureAwait(false);
            if (lease is null || _held is not { } held)
                return;
            if (Over(await StoredAsync().ConfigureAwait(false)) == held.Credentials)
                file.Storage.Write(held.Credentials);
            lock (_gate)
                _held = ReferenceEquals(_held, held) ? null : _held;
        }
        catch (QwenException)
        {
            // The next attempt may succeed.
        }
    }

    private async Task<OAuthCredentials?> StoredAsync()
    {
        try
        {
            return await file.ReadAsync(mayBeKnown: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (QwenException)
        {
            return null;
        }
    }

    private sealed record Held(OAuthCredentials Credentials, IReadOnlyList<OAuthCredentials> Replaced, QwenException Failure)
    {
        public bool Replaces(OAuthCredentials stored) => Replaced.Any(stored.HasRefreshTokenOf);
    }
}
