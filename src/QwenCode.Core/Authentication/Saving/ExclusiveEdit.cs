using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.OAuth;

namespace QwenCode.Authentication;

/// <summary>
/// Edits a file of the user's under a lock that all processes share. Each reads the file, edits the text and replaces the file; without the lock the
/// last one would undo what the others wrote meanwhile.
/// </summary>
internal static class ExclusiveEdit
{
    /// <summary>Edits a file under the lock beside it. If no lock can be created, the file cannot be written either, and the edit reports why.</summary>
    /// <param name="path">The file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="edit">Reads, edits and writes it.</param>
    /// <param name="failure">Creates the error of a lock that others hold for too long, from the reason.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    public static async Task<T> RunAsync<T>(string path, TimeProvider time, Func<T> edit, Func<string, QwenException> failure, CancellationToken cancellationToken)
    {
        if (LockOf(path) is not { } file)
            return edit();
        CredentialLease? lease;
        try
        {
            lease = await new CredentialLock(file, time).AcquireAsync(() => true, cancellationToken).ConfigureAwait(false);
        }
        catch (QwenException exception) when (exception is { Id: ErrorId.CredentialLocked, InnerException: not null })
        {
            return edit();
        }
        catch (QwenException exception) when (exception.Id == ErrorId.CredentialLocked)
        {
            throw failure($"another process holds the lock {file}; if none is running, remove it");
        }

        using (lease)
            return edit();
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
