using System.Text;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.OAuth;

/// <summary>A lock file under which one process at a time changes the file beside it. Qwen Code uses that of the credential, too.</summary>
internal sealed class CredentialLock(string path, TimeProvider time)
{
    /// <summary>The longest wait. The lock of an ended process becomes stale before, so only running ones can exhaust it.</summary>
    public static readonly TimeSpan LongestWait = StaleLock.Age + TimeSpan.FromSeconds(2);

    private const double Growth = 1.5;

    // EEXIST on Unix, ERROR_FILE_EXISTS and ERROR_SHARING_VIOLATION on Windows.
    private const int ExistsOnUnix = 17;
    private const int ExistsOnWindows = unchecked((int)0x80070050);
    private const int SharedOnWindows = unchecked((int)0x80070020);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Waits for the lock.</summary>
    /// <param name="isNeeded">Called after each pause; the wait ends if the lock is no longer needed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock, to be disposed; <see langword="null"/> if it is no longer needed.</returns>
    /// <exception cref="QwenException">Others hold it for too long, or it cannot be created (<c>CredentialLocked</c>).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<CredentialLease?> AcquireAsync(Func<bool> isNeeded, CancellationToken cancellationToken)
    {
        var owner = Guid.NewGuid().ToString();
        var other = new StaleLock(path, time);
        var start = time.GetTimestamp();
        for (var pause = FirstPause; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var waited = time.GetElapsedTime(start);
            if (TryTake(owner, other, waited))
                return new CredentialLease(path, owner);
            if (waited >= LongestWait)
                throw QwenErrors.CredentialLocked(path, waited);
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            if (!isNeeded())
                return null;
            pause = pause * Growth < LongestPause ? pause * Growth : LongestPause;
        }
    }

    // What no wait changes is reported at once: a directory that is not writable, a full disk, something else at the lock's path.
    private bool TryTake(string owner, StaleLock other, TimeSpan waited)
    {
        try
        {
            return TryCreate(owner) || (other.TryRemove() && TryCreate(owner));
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows() && waited < LongestPause)
        {
            // Windows also denies access to a file whose removal is not complete yet.
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.CredentialLockImpossible(path, FileFailure.ReasonOf(exception), exception);
        }
    }

    private bool TryCreate(string owner)
    {
        PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        try
        {
            using var stream = PrivateFile.CreateNew(path);
            try
            {
                PrivateFile.Write(stream, Encoding.UTF8.GetBytes(owner));
                return true;
            }
            catch (IOException)
            {
                PrivateFile.TryDelete(path);
                throw;
            }
        }
        catch (IOException exception) when (exception.HResult is ExistsOnUnix or ExistsOnWindows or SharedOnWindows)
        {
            return false;
        }
    }
}
