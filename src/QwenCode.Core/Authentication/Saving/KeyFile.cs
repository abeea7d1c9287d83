using System.Text;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>Stores a key as plain text in the user's own <c>.env</c> file, which only the user can read afterwards.</summary>
internal sealed class KeyFile
{
    private readonly UserFolders _user;
    private readonly string _name;
    private readonly Secret _key;

    private KeyFile(UserFolders user, string name, Secret key) => (_user, _name, _key) = (user, name, key);

    /// <summary>The file.</summary>
    public string Path => _user.EnvPath;

    /// <summary>The file for a key.</summary>
    /// <param name="user">The user's folders.</param>
    /// <param name="name">The variable for the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="directory">The current directory, whose projects must not get the key.</param>
    /// <exception cref="QwenException">The key cannot be stored there (<c>CredentialFileUnwritable</c>).</exception>
    public static KeyFile Of(UserFolders user, string name, Secret key, string directory)
    {
        var file = new KeyFile(user, name, key);
        if (key.Reveal().AsSpan().ContainsAny('\r', '\n'))
            throw file.Failure("the key contains a line break");
        file.EnsureBelongsToUser(directory);
        file.Use(file.Edit);
        return file;
    }

    /// <summary>The variable for the key.</summary>
    public string Variable => _name;

    /// <summary>A mode in octal digits, as <c>chmod</c> takes it.</summary>
    public static string ToOctal(UnixFileMode mode) => Convert.ToString((int)mode, toBase: 8);

    /// <summary>Warnings if a directory does not use the stored key, a sentence each.</summary>
    /// <param name="environment">The environment of the directory, resolved after the key was stored.</param>
    public IEnumerable<string> Warnings(ResolvedEnvironment environment)
    {
        if (environment.Find(_name) is { Failure: null } value)
        {
            if (value.Value != _key.Reveal())
                yield return $"Another key is in effect here: {value.Source} overrides {Path}.";
        }
        else if (environment.File is { } file)
        {
            yield return $"{Path} is not read here: {file.Path} hides it, since .env files are not merged.";
        }
    }

    /// <summary>Writes the key.</summary>
    /// <returns>The mode that the file had if others could read it; <see langword="null"/> if it had none or only the user could.</returns>
    /// <exception cref="QwenException">It cannot be written (<c>CredentialFileUnwritable</c>); the old content stays.</exception>
    public UnixFileMode? Write() => Use(() =>
    {
        var (before, content) = Edit();
        var mode = OperatingSystem.IsWindows() || before is null ? (UnixFileMode?)null : File.GetUnixFileMode(AtomicFile.TargetOf(Path));
        using var file = AtomicFile.Begin(Path, size: 0);
        file.Complete(content);
        return mode == PrivateFile.OwnerOnly ? null : mode;
    });

    /// <summary>As <see cref="Write"/>, while no other process edits the file.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The mode that the file had if others could read it; <see langword="null"/> if it had none or only the user could.</returns>
    public Task<UnixFileMode?> WriteAsync(TimeProvider time, CancellationToken cancellationToken) =>
        ExclusiveEdit.RunAsync(Path, time, Write, reason => Failure(reason), cancellationToken);

    private (FileContent? Before, byte[] Content) Edit()
    {
        var before = FileReader.Read(Path, FileReader.LargestConfiguration);
        if (before is { Facts.IsOwn: false })
            throw Failure("the file belongs to another account");
        var bytes = before?.Bytes ?? [];
        if (EncodedText.IsUtf16(bytes))
            throw Failure("the file is encoded in UTF-16, which Qwen Code cannot read; save it as UTF-8");
        var file = new EncodedText(bytes);
        var edited = DotenvEditor.Set(file.Text, _name, _key.Reveal())
            ?? throw Failure("another line of the file, such as one with a quotation mark that is not closed, would be read differently");
        return (before, file.Encode(edited));
    }

    // QWEN_HOME and links can lead anywhere; a key in a project or a repository would be shared with it.
    private void EnsureBelongsToUser(string directory)
    {
        var links = new HashSet<string>(StringComparer.Ordinal);
        var target = RealPath.Of(Path, link => links.Add(link)) ?? throw Failure("its links form a loop");
        var own = System.IO.Path.GetDirectoryName(target)!;
        foreach (var folder in links.Append(Existing(own)).Distinct())
        {
            if (!FactsOf(folder).IsOwn)
                throw Failure($"{folder} belongs to another account");
            if (!OperatingSystem.IsWindows() && (links.Contains(folder) || folder == own) && File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherWrite))
                throw Failure($"every account can change what is in {folder}");
        }

        var home = RealPath.Of(_user.Home) ?? _user.Home;
        for (var folder = System.IO.Path.GetDirectoryName(target); folder is not null && !PathRule.AreSame(folder, home); folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (System.IO.Path.Exists(System.IO.Path.Join(folder, ".git")))
                throw Failure($"{target} is in the repository {folder}, where a key does not belong");
        }

        var here = RealPath.Of(directory) ?? directory;
        var project = System.IO.Path.GetFileName(own) == UserFolders.QwenFolderName ? System.IO.Path.GetDirectoryName(own)! : own;
        if (!PathRule.AreSame(project, home) && !PathRule.AreSame(own, System.IO.Path.Join(home, UserFolders.QwenFolderName)) && PathRule.IsWithin(here, project))
            throw Failure($"{target} is in the project {project}, where a key does not belong");
    }

    private FileFacts FactsOf(string folder) => Use(() => FileFacts.Of(folder));

    private static string Existing(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing) && System.IO.Path.GetDirectoryName(existing) is { } parent)
            existing = parent;
        return existing;
    }

    private T Use<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (DecoderFallbackException)
        {
            throw Failure("the file is not encoded in UTF-8");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(FileFailure.ReasonOf(exception), exception);
        }
    }

    private QwenException Failure(string reason, Exception? cause = null) => QwenErrors.KeyNotStorable(Path, reason, cause);
}
