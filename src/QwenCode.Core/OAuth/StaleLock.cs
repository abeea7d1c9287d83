using QwenCode.Files;

namespace QwenCode.OAuth;

/// <summary>Observes the lock of another process, and removes it once that process must have ended.</summary>
/// <param name="path">The lock's file.</param>
/// <param name="time">The clock.</param>
internal sealed class StaleLock(string path, TimeProvider time)
{
    /// <summary>The age from which a lock is left over from an ended process. A refresh ends before it.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(35);

    private LockSnapshot? _seen;
    private long _seenSince;

    /// <summary>Renames a stale lock away.</summary>
    /// <returns>Whether the lock no longer exists.</returns>
    /// <exception cref="UnusableFileException">What is at the path is not a lock.</exception>
    public bool TryRemove()
    {
        if (LockSnapshot.Of(path) is not { } seen)
        {
            return new FileInfo(path).LinkTarget is null
                ? !File.Exists(path)
                : throw new UnusableFileException("a broken link is at its path");
        }

        if (!IsStale(seen))
            return false;

        // One process removes each stale lock: without this turn a slow one would rename the new lock of a faster one.
        var turn = $"{path}.{seen.Name}";
        if (!TryBegin(turn))
            return false;
        try
        {
            return LockSnapshot.Of(path) == seen && TryRename(seen);
        }
        finally
        {
            PrivateFile.TryDelete(turn);
            PrivateFile.RemoveLeftovers($"{path}.", time.GetUtcNow(), Age);
        }
    }

    // By its own time or by ours: a lock that was created while a clock was wrong may come from the future.
    private bool IsStale(LockSnapshot seen)
    {
        if (seen != _seen)
            (_seen, _seenSince) = (seen, time.GetTimestamp());
        return time.GetUtcNow().UtcDateTime - seen.Written > Age || time.GetElapsedTime(_seenSince) > Age;
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
            if (PrivateFile.IsLeftover(turn, time.GetUtcNow(), Age))
                PrivateFile.TryDelete(turn);
            return false;
        }
    }

    private bool TryRename(LockSnapshot seen)
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

        if (LockSnapshot.Of(aside) is { } renamed && renamed != seen)
        {
            PutBack(aside);
            return false;
        }

        PrivateFile.TryDelete(aside);
        return true;
    }

    // A program that takes no turns was faster, and its lock was renamed. Not overwriting: there may be the lock of a third one by now.
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
}
