using QwenCode.Files;

namespace QwenCode.OAuth;

/// <summary>Watches the lock of another process, and takes it away once that process must be dead.</summary>
/// <param name="path">The lock's file.</param>
/// <param name="time">The clock.</param>
internal sealed class StaleLock(string path, TimeProvider time)
{
    /// <summary>The age from which a lock is one that a dead process left. A refresh ends before it.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(35);

    private LockSight? _seen;
    private long _seenSince;

    /// <summary>Renames a stale lock away.</summary>
    /// <returns>Whether no lock is in the way any more.</returns>
    /// <exception cref="UnusableFileException">What is in the way is nobody's lock.</exception>
    public bool TryRemove()
    {
        if (LockSight.Of(path) is not { } seen)
        {
            return new FileInfo(path).LinkTarget is null
                ? !File.Exists(path)
                : throw new UnusableFileException("a broken link is at its path");
        }

        if (!IsStale(seen))
            return false;

        // One taker for each stale lock: without this turn a slow one would rename away the new lock of a faster one.
        var turn = $"{path}.{seen.Name}";
        if (!TryBegin(turn))
            return false;
        try
        {
            return LockSight.Of(path) == seen && TryRename(seen);
        }
        finally
        {
            PrivateFile.TryDelete(turn);
            PrivateFile.RemoveLeftovers($"{path}.", time.GetUtcNow(), Age);
        }
    }

    // By its own time or by ours: a lock that was made while a clock was wrong may come from the future.
    private bool IsStale(LockSight seen)
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

    private bool TryRename(LockSight seen)
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

        if (LockSight.Of(aside) is { } renamed && renamed != seen)
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
}
