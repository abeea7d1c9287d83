using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.OAuth;

/// <summary>
/// Writes and removes the credential file. Callers hold the lock if another writer is possible. A link stays, and the file that it leads to
/// is replaced.
/// </summary>
/// <param name="path">The file's absolute path.</param>
/// <param name="time">The clock.</param>
internal sealed class CredentialStorage(string path, TimeProvider time)
{
    // Several times the size of a credential.
    private const int ReservedSize = 16 * 1024;

    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(1);

    /// <summary>Reserves disk space for a credential, and so ensures that it can be stored.</summary>
    /// <exception cref="UnusableFileException">It cannot; the file is as it was.</exception>
    public AtomicFile Reserve()
    {
        try
        {
            EnsureReplaceable();
            RemoveLeftovers();
            return AtomicFile.Begin(path, ReservedSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw exception as UnusableFileException ?? new UnusableFileException(FileFailure.ReasonOf(exception), exception);
        }
    }

    /// <summary>Replaces the file in one step: readers see the complete old or new one, whenever the process ends.</summary>
    /// <param name="credentials">The credential.</param>
    /// <param name="reserved">The space that was reserved for it.</param>
    /// <exception cref="QwenException">It cannot be written (<c>CredentialFileUnwritable</c>); the old one stays.</exception>
    public void Write(OAuthCredentials credentials, AtomicFile? reserved = null)
    {
        var content = CredentialJson.Write(credentials);
        if (reserved is not null && TryComplete(reserved, content))
            return;
        try
        {
            using var another = Reserve();
            another.Complete(content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(exception);
        }
    }

    /// <summary>Creates the file's directory.</summary>
    /// <returns>The directories that were created, the innermost first.</returns>
    /// <exception cref="QwenException">It cannot be created (<c>CredentialFileUnwritable</c>).</exception>
    public IReadOnlyList<string> CreateFolder()
    {
        try
        {
            return PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(exception);
        }
    }

    /// <summary>The error for a credential that cannot be stored.</summary>
    public QwenException Failure(Exception exception) => exception is UnusableFileException { InnerException: null }
        ? QwenErrors.CredentialFileUnusable(path, exception.Message)
        : QwenErrors.CredentialFileUnwritable(path, FileFailure.ReasonOf(exception), exception);

    /// <summary>Removes the credential, and a link that leads to it.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="QwenException">It cannot be removed (<c>CredentialFileUnwritable</c>).</exception>
    public bool Remove()
    {
        if (!File.Exists(path))
            return FileFacts.IsDenied(path) ? throw QwenErrors.CredentialFileNotRemovable(path, new UnusableFileException("access is denied")) : false;
        try
        {
            if (IsOwnFile(path))
                File.Delete(AtomicFile.TargetOf(path));
            File.Delete(path);
            RemoveLeftovers();
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.CredentialFileNotRemovable(path, exception);
        }
    }

    /// <summary>Removes a credential that is of no further use, unless there is another one by now. It cannot be cancelled: the file is moved aside meanwhile.</summary>
    public async Task RemoveAsync(OAuthCredentials rejected)
    {
        try
        {
            if (!IsOwnFile(path))
                return;
            var target = AtomicFile.TargetOf(path);
            var aside = $"{AtomicFile.TemporaryPrefix(path)}{Guid.NewGuid():N}";
            File.Move(target, aside, overwrite: true);

            // Another program may have it open and continue to write.
            if (await HoldsAsync(aside, rejected).ConfigureAwait(false))
                File.Delete(aside);
            else
                PutBack(aside, target);
            if (target != path && !File.Exists(target))
                File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is gone, or the next rejection removes it.
        }
    }

    /// <summary>Why a file of another account is not used.</summary>
    public static string OwnerReason(FileFacts facts) =>
        facts.Owner.Length == 0 ? "its owner is not known" : $"it belongs to another account ({facts.Owner})";

    private void RemoveLeftovers() => PrivateFile.RemoveLeftovers(AtomicFile.TemporaryPrefix(path), time.GetUtcNow(), LeftoverAge);

    // What is there and is not a credential of the user is not replaced: someone put it there for a reason.
    private void EnsureReplaceable()
    {
        if (new FileInfo(path) is { LinkTarget: { } target } && !File.Exists(AtomicFile.TargetOf(path)))
            throw new UnusableFileException($"it is a link to {target}, where there is no file");
        if (FactsOrNone(path) is not { } facts)
            return;
        if (facts.Kind != FileKind.Regular)
            throw new UnusableFileException(facts.Kind == FileKind.Directory ? "it is a directory" : "it is a pipe or device and not a regular file");
        if (!facts.IsOwn)
            throw new UnusableFileException(OwnerReason(facts));
    }

    private async Task<bool> HoldsAsync(string file, OAuthCredentials credentials)
    {
        try
        {
            return await new CredentialFile(file, time).ReadAsync(mayBeKnown: false, CancellationToken.None).ConfigureAwait(false) is { } found
                && found.HasRefreshTokenOf(credentials);
        }
        catch (QwenException)
        {
            return false;
        }
    }

    private static bool TryComplete(AtomicFile file, byte[] content)
    {
        try
        {
            file.Complete(content);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            return false;
        }
    }

    // Not overwriting: a third one's credential may be there by now.
    private static void PutBack(string aside, string target)
    {
        try
        {
            File.Move(aside, target);
        }
        catch (IOException) when (File.Exists(target))
        {
            File.Delete(aside);
        }
    }

    private static bool IsOwnFile(string path) => FactsOrNone(path) is { Kind: FileKind.Regular, IsOwn: true };

    private static FileFacts? FactsOrNone(string path)
    {
        try
        {
            return FileFacts.Of(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
