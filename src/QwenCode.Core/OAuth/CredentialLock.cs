using System.Security.Cryptography;
using System.Text;
using QwenCode.Errors;

namespace QwenCode.OAuth;

/// <summary>The lock under which one process at a time renews the login; Qwen Code keeps to it too.</summary>
internal sealed class CredentialLock(string path, TimeProvider time)
{
    /// <summary>The age from which a lock is one that a dead process left. A refresh ends before it.</summary>
    public static readonly TimeSpan StaleAge = TimeSpan.FromSeconds(35);

    /// <summary>The longest waiting. A dead process's lock goes stale before its end, so only living ones can exhaust it.</summary>
    public static readonly TimeSpan LongestWait = StaleAge + TimeSpan.FromSeconds(2);

    private const double Growth = 1.5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Waits for the lock.</summary>
    /// <param name="isNeeded">Asked after each pause; the waiting ends where the lock is needed no more.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The lock, to be disposed; <see langword="null"/> where it is needed no more.</returns>
    /// <exception cref="QwenException">Others hold it for too long, or it cannot be made (<c>CredentialLocked</c>).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<CredentialLease?> AcquireAsync(Func<bool> isNeeded, CancellationToken cancellationToken)
    {
        var owner = Guid.NewGuid().ToString();
        var start = time.GetTimestamp();
        for (var pause = FirstPause; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryCreate(owner, out var obstacle) || (TryTakeOver() && TryCreate(owner, out obstacle)))
                return new CredentialLease(path, owner);
            var waited = time.GetElapsedTime(start);
            if (waited >= LongestWait)
                throw QwenErrors.CredentialLocked(path, waited, obstacle);
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            if (!isNeeded())
                return null;
            pause = pause * Growth < LongestPause ? pause * Growth : LongestPause;
        }
    }

    private bool TryCreate(string owner, out string? obstacle)
    {
        obstacle = null;
        try
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
            using var stream = PrivateFile.CreateNew(path);
            try
            {
                stream.Write(Encoding.UTF8.GetBytes(owner));
                stream.Flush();
                return true;
            }
            catch (IOException)
            {
                PrivateFile.TryDelete(path);
                throw;
            }
        }
        catch (UnauthorizedAccessException exception) when (!OperatingSystem.IsWindows())
        {
            throw QwenErrors.CredentialLocked(path, TimeSpan.Zero, exception.Message.TrimEnd('.'));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows refuses access also where a removed file has not gone yet.
            obstacle = File.Exists(path) ? null : exception.Message.TrimEnd('.');
            return false;
        }
    }

    /// <summary>Renames a stale lock away. True where no lock is in the way any more.</summary>
    private bool TryTakeOver()
    {
        if (Sight.Of(path) is not { } seen)
            return !File.Exists(path);
        if (time.GetUtcNow().UtcDateTime - seen.Written <= StaleAge)
            return false;

        // One taker for each stale lock: without this turn a slow one would rename away the new lock of a faster one.
        var turn = $"{path}.{seen.Name}";
        if (!TryBegin(turn))
            return false;
        try
        {
            return Sight.Of(path) == seen && TryRename(seen);
        }
        finally
        {
            PrivateFile.TryDelete(turn);
            PrivateFile.RemoveLeftovers($"{path}.", time.GetUtcNow() - StaleAge);
        }
    }

    private bool TryBegin(string turn)
    {
        try
        {
            PrivateFile.CreateNew(turn).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (PrivateFile.WasWrittenBefore(turn, time.GetUtcNow() - StaleAge))
                PrivateFile.TryDelete(turn);
            return false;
        }
    }

    private bool TryRename(Sight seen)
    {
        var aside = $"{path}.{Guid.NewGuid()}";
        try
        {
            // Overwriting makes it a plain rename; without, .NET links and unlinks.
            File.Move(path, aside, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        if (Sight.Of(aside) is { } renamed && renamed != seen)
        {
            PutBack(aside);
            return false;
        }

        PrivateFile.TryDelete(aside);
        return true;
    }

    // Somebody who takes no turns was faster, and what was renamed is that one's lock. Not overwriting: a third one's may stand there
    // by now.
    private void PutBack(string aside)
    {
        try
        {
            File.Move(aside, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            PrivateFile.TryDelete(aside);
        }
    }

    /// <summary>What tells one lock from another.</summary>
    private readonly record struct Sight(string Owner, DateTime Written)
    {
        /// <summary>A name for a file, the same for everybody who sees this lock.</summary>
        public string Name => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Owner} {Written.Ticks}")).AsSpan(0, 8));

        public static Sight? Of(string path)
        {
            try
            {
                var owner = Encoding.UTF8.GetString(PrivateFile.Read(path));
                return new Sight(owner, File.GetLastWriteTimeUtc(path));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
