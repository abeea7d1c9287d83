using QwenCode.Environment;
using QwenCode.Errors;

namespace QwenCode.OAuth;

/// <summary>The file that holds the login, shared with Qwen Code. Safe for use by several threads.</summary>
internal sealed class CredentialFile
{
    /// <summary>The file's name in Qwen Code's folder.</summary>
    public const string Name = "oauth_creds.json";

    private const string LockName = "oauth_creds.lock";
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(1);

    // Two rewrites of the same length within the file system's resolution of time look like one.
    private static readonly TimeSpan SettledAge = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly string _folder;
    private volatile Seen? _seen;

    /// <summary>The file at <paramref name="path"/>.</summary>
    public CredentialFile(string path, TimeProvider time)
    {
        Path = System.IO.Path.GetFullPath(path);
        _folder = System.IO.Path.GetDirectoryName(Path)!;
        _time = time;
    }

    /// <summary>The file in the user's folder.</summary>
    public CredentialFile(UserFolders user, TimeProvider time)
        : this(System.IO.Path.Combine(user.QwenHome, Name), time)
    {
    }

    /// <summary>The file's absolute path.</summary>
    public string Path { get; }

    /// <summary>The lock beside it.</summary>
    public string LockPath => System.IO.Path.Combine(_folder, LockName);

    /// <summary>The login, read again only where the file has changed; <see langword="null"/> where there is no file.</summary>
    /// <exception cref="QwenException">The file holds something else or cannot be read (<c>CredentialFileInvalid</c>); it is left in place.</exception>
    public OAuthCredentials? Read()
    {
        var file = new FileInfo(Path);
        if (!file.Exists)
            return null;
        return _seen is { } seen && seen.Written == file.LastWriteTimeUtc && seen.Length == file.Length ? seen.Credentials : ReadAgain();
    }

    /// <summary>The login as it lies on the disk now; <see langword="null"/> where there is no file.</summary>
    /// <exception cref="QwenException">The file holds something else or cannot be read (<c>CredentialFileInvalid</c>); it is left in place.</exception>
    public OAuthCredentials? ReadAgain()
    {
        try
        {
            // Taken before the content: a rewrite in between is then noticed the next time.
            var file = new FileInfo(Path);
            var (written, length, isLink) = file.Exists
                ? (file.LastWriteTimeUtc, file.Length, file.Attributes.HasFlag(FileAttributes.ReparsePoint))
                : default;
            var credentials = CredentialJson.Read(PrivateFile.Read(Path));
            var isSettled = _time.GetUtcNow().UtcDateTime - written > SettledAge;
            _seen = isSettled && !isLink ? new Seen(written, length, credentials) : null;
            return credentials;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (FormatException defect)
        {
            throw QwenErrors.CredentialFileInvalid(Path, defect.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.CredentialFileInvalid(Path, "it cannot be read", exception);
        }
    }

    /// <summary>
    /// Replaces the file in one step: whoever reads sees the old or the new one, whole, whenever the process dies. Whoever may meet
    /// another writer holds the lock.
    /// </summary>
    /// <exception cref="QwenException">It cannot be written (<c>CredentialFileInvalid</c>); the old one stands.</exception>
    public void Write(OAuthCredentials credentials)
    {
        var temporary = $"{Path}.tmp.{Guid.NewGuid()}";
        try
        {
            PrivateFile.CreateFolder(_folder);
            PrivateFile.RemoveLeftovers($"{Path}.tmp.", _time.GetUtcNow() - LeftoverAge);
            using (var stream = PrivateFile.CreateNew(temporary))
            {
                stream.Write(CredentialJson.Write(credentials));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, Path, overwrite: true);
            _seen = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            PrivateFile.TryDelete(temporary);
            throw QwenErrors.CredentialFileUnwritable(Path, exception.Message.TrimEnd('.'), exception);
        }
    }

    /// <summary>Removes the file.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="QwenException">It cannot be removed (<c>CredentialFileInvalid</c>).</exception>
    public bool Remove()
    {
        try
        {
            var existed = File.Exists(Path);
            File.Delete(Path);
            _seen = null;
            return existed;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.CredentialFileInvalid(Path, "it cannot be removed", exception);
        }
    }

    private sealed record Seen(DateTime Written, long Length, OAuthCredentials Credentials);
}
