using System.Text;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.OAuth;

/// <summary>The lock under which one process at a time renews the credential; Qwen Code keeps to it too.</summary>
internal sealed class CredentialLock(string path, TimeProvider time)
{
    /// <summary>The longest waiting. A dead process's lock goes stale before its end, so only living ones can exhaust it.</summary>
    public static readonly TimeSpan LongestWait = StaleLock.Age + TimeSpan.FromSeconds(2);

    private const double Growth = 1.5;

    // EEXIST on Unix, ERROR_FILE_EXISTS and ERROR_SHARING_VIOLATION on Windows.
    private const int ExistsOnUnix = 17;
    private const int ExistsOnWindows = unchecked((int)0x80070050);
    private const int SharedOnWindows = unchecked((int)0x80070020);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Waits for the lock.</summary>
    /// <param name="isNeeded">Asked after each pause; the waiting ends if the lock is needed no more.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The lock, to be disposed; <see langword="null"/> if it is needed no more.</returns>
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

    // What no waiting changes is reported at once: a directory that is not writable, a full disk, something else in the lock's place.
    private bool TryTake(string owner, StaleLock other, TimeSpan waited)
    {
        try
        {
            return TryCreate(owner) || (other.TryRemove() && TryCreate(owner));
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows() && waited < LongestPause)
        {
            // Windows also denies access to a file that was removed and has not gone yet.
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.CredentialLockImpossible(path, exception.Message.TrimEnd('.'));
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
