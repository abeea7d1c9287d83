using System.Text.Json;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.OAuth;

/// <summary>The file that contains the credential, shared with Qwen Code. Safe for use by several threads.</summary>
internal sealed class CredentialFile
{
    /// <summary>The file's name in Qwen Code's folder.</summary>
    public const string Name = "oauth_creds.json";

    private const string LockName = "oauth_creds.lock";

    // Another program that overwrites the file has finished by then.
    private const int MaximumLooks = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // Two rewrites of the same length within the file system's resolution of time look like one.
    private static readonly TimeSpan SettledAge = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private volatile Look? _seen;
    private volatile Look? _broken;

    /// <summary>The file at <paramref name="path"/>.</summary>
    public CredentialFile(string path, TimeProvider time)
    {
        Path = System.IO.Path.GetFullPath(path);
        _time = time;
        Storage = new CredentialStorage(Path, time);
    }

    /// <summary>The file's absolute path.</summary>
    public string Path { get; }

    /// <summary>The lock beside it.</summary>
    public string LockPath => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, LockName);

    /// <summary>Writes and removes it.</summary>
    public CredentialStorage Storage { get; }

    /// <summary>
    /// The credential, read again only if the file has changed; <see langword="null"/> if there is no file. A file that another program is
    /// writing is read again for half a second.
    /// </summary>
    /// <exception cref="QwenException">The file holds something else or cannot be read (<c>CredentialFileInvalid</c>); it is not changed.</exception>
    public OAuthCredentials? Read()
    {
        var look = Take(mayBeKnown: true);
        for (var looks = 1; IsWorthAnother(look, looks); looks++)
        {
            Wait(Pause);
            look = Take();
        }

        return Result(look);
    }

    /// <inheritdoc cref="Read"/>
    /// <param name="mayBeKnown">Whether a file that looks unchanged need not be read again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<OAuthCredentials?> ReadAsync(bool mayBeKnown, CancellationToken cancellationToken)
    {
        var look = Take(mayBeKnown);
        for (var looks = 1; IsWorthAnother(look, looks); looks++)
        {
            await Task.Delay(Pause, _time, cancellationToken).ConfigureAwait(false);
            look = Take();
        }

        return Result(look);
    }

    /// <summary>The credential as it is on the disk at this moment; <see langword="null"/> if there is none or it cannot be read.</summary>
    public OAuthCredentials? Peek() => Take().Credentials;

    private bool IsWorthAnother(Look look, int looks)
    {
        if (!look.MayBeHalfWritten || look.IsSameFileAs(_broken))
            return false;
        if (looks < MaximumLooks)
            return true;
        _broken = look;
        return false;
    }

    private static OAuthCredentials? Result(Look look) => look.Failure is null ? look.Credentials : throw look.Failure;

    private Look Take(bool mayBeKnown = false)
    {
        // Before the content is read: a rewrite in between is then noticed the next time.
        var look = Look.At(Path);
        if (look == Look.Nothing)
            return look;
        if (mayBeKnown && _seen is { } seen && look.IsSameFileAs(seen))
            return seen;
        look = ReadInto(look);
        var isSettled = _time.GetUtcNow().UtcDateTime - look.Written > SettledAge;
        _seen = look.Credentials is not null && isSettled ? look : null;
        return look;
    }

    private Look ReadInto(Look look)
    {
        try
        {
            if (FileReader.Read(Path, FileReader.LargestConfiguration) is not { } content)
                return Look.Nothing;
            return content.Facts.IsOwn
                ? look with { Credentials = CredentialJson.Read(content.Bytes) }
                : look with { Failure = QwenErrors.CredentialFileUnusable(Path, CredentialStorage.OwnerReason(content.Facts)) };
        }
        catch (FormatException exception)
        {
            return look with { Failure = QwenErrors.CredentialFileInvalid(Path, exception.Message), MayBeHalfWritten = exception.InnerException is JsonException };
        }
        catch (UnusableFileException exception)
        {
            return look with { Failure = QwenErrors.CredentialFileUnusable(Path, exception.Message, exception.InnerException), MayBeHalfWritten = exception.InnerException is IOException };
        }
    }

    // For those who resolve a context, which is not asynchronous.
    private void Wait(TimeSpan pause)
    {
        var passed = new ManualResetEventSlim();
        using var timer = _time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), passed, pause, Timeout.InfiniteTimeSpan);
        passed.Wait();
    }

    /// <summary>The state of the file at one moment.</summary>
    private sealed record Look(string File, DateTime Written, long Length)
    {
        public static readonly Look Nothing = new("", default, 0);

        public OAuthCredentials? Credentials { get; init; }

        public QwenException? Failure { get; init; }

        public bool MayBeHalfWritten { get; init; }

        // Of a link's target. What cannot be inspected is left to the reader, which reports the reason.
        public static Look At(string path)
        {
            try
            {
                var file = new FileInfo(path);
                if (file.Attributes == FileFacts.Missing)
                    return Nothing;
                if (file.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    file = new FileInfo(AtomicFile.TargetOf(path));
                return new Look(file.FullName, file.LastWriteTimeUtc, file.Exists ? file.Length : 0);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return new Look(path, default, 0);
            }
        }

        public bool IsSameFileAs(Look? other) => other is not null && (other.File, other.Written, other.Length) == (File, Written, Length);
    }
}
