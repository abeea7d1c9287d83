namespace QwenCode.Configuration;

/// <summary>The folders of the user's own files.</summary>
/// <param name="Home">The home directory.</param>
/// <param name="QwenHome">The folder of Qwen Code's files: <c>QWEN_HOME</c>, or <c>~/.qwen</c>.</param>
internal sealed record UserFolders(string Home, string QwenHome)
{
    /// <summary>The name of the folder with Qwen Code's files, in a project as in the home directory.</summary>
    public const string QwenFolderName = ".qwen";

    /// <summary>The variable that moves <see cref="QwenHome"/>.</summary>
    public const string QwenHomeVariable = "QWEN_HOME";

    /// <summary>The default of <see cref="QwenHome"/>.</summary>
    public string DefaultQwenHome => Path.Combine(Home, QwenFolderName);

    /// <summary>The user's <c>settings.json</c>.</summary>
    public string SettingsPath => Path.Join(QwenHome, Settings.FileName);

    /// <summary>The <c>.env</c> file beside it.</summary>
    public string EnvPath => Path.Join(QwenHome, EnvFileSearch.FileName);

    /// <summary>The user's own configuration files.</summary>
    public IEnumerable<string> OwnFiles => EnvFileSearch.OfUser(this).Select(c => c.Path).Append(SettingsPath);

    /// <summary>The same folders with another path of the home directory, as after following links.</summary>
    public UserFolders WithHome(string home) => new(home, QwenHome == DefaultQwenHome ? Path.Combine(home, QwenFolderName) : QwenHome);

    /// <summary>The folders of the user who runs this process.</summary>
    /// <param name="variable">Looks up a process variable.</param>
    public static UserFolders Current(Func<string, string?> variable)
    {
        var home = Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        // With a relative HOME the files of any repository that the user enters would be the user's own.
        return FromHome(Path.IsPathFullyQualified(home) ? home : Path.GetPathRoot(AppContext.BaseDirectory)!, variable);
    }

    /// <summary>The folders below <paramref name="home"/>; <c>QWEN_HOME</c> may begin with <c>~</c>.</summary>
    public static UserFolders FromHome(string home, Func<string, string?> variable)
    {
        var moved = variable(QwenHomeVariable);

        // No path has a NUL character, but a variable of a file can.
        if (string.IsNullOrWhiteSpace(moved) || moved.Contains('\0', StringComparison.Ordinal))
            return new UserFolders(home, Path.Combine(home, QwenFolderName));
        if (moved == "~" || moved.StartsWith("~/", StringComparison.Ordinal) || moved.StartsWith("~\\", StringComparison.Ordinal))
            moved = Path.Join(home, moved.AsSpan(1));
        return new UserFolders(home, Path.GetFullPath(moved, home));
    }
}
