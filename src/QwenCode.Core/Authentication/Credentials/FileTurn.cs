using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.OAuth;

namespace QwenCode.Authentication;

/// <summary>
/// Lets one process at a time change a file of the user's: each reads it, edits the text and replaces the file, and without turns the last one
/// would undo what the others wrote meanwhile.
/// </summary>
internal static class FileTurn
{
    /// <summary>Changes a file under the lock beside it. Without a lock if none can be created: then the file cannot be written either, and the change reports why.</summary>
    /// <param name="path">The file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="change">Reads, edits and writes it.</param>
    /// <param name="failure">Makes the error of a lock that others hold for too long, from the reason.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    public static async Task<T> TakeAsync<T>(string path, TimeProvider time, Func<T> change, Func<string, QwenException> failure, CancellationToken cancellationToken)
    {
        if (LockOf(path) is not { } file)
            return change();
        CredentialLease? lease;
        try
        {
            lease = await new CredentialLock(file, time).AcquireAsync(() => true, cancellationToken).ConfigureAwait(false);
        }
        catch (QwenException exception) when (exception is { Id: ErrorId.CredentialLocked, InnerException: not null })
        {
            return change();
        }
        catch (QwenException exception) when (exception.Id == ErrorId.CredentialLocked)
        {
            throw failure($"another process holds the lock {file}; if none is running, remove it");
        }

        using (lease)
            return change();
    }

    private static string? LockOf(string path)
    {
        try
        {
            return $"{AtomicFile.TargetOf(path)}.lock";
        }
        catch (IOException)
        {
            return null;
        }
    }
}
