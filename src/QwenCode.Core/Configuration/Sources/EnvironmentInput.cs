namespace QwenCode.Configuration;

/// <summary>The input of the search and the selection: the current directory, the user's folders, and the process variables.</summary>
/// <param name="WorkingDirectory">PowerShell's current file-system location, absolute.</param>
/// <param name="User">The user's folders.</param>
/// <param name="Variable">Looks up a process variable; <see langword="null"/> if it is not set.</param>
internal sealed record EnvironmentInput(string WorkingDirectory, UserFolders User, Func<string, string?> Variable)
{
    /// <summary>The reader of the syntax <see cref="EnvSyntax.DotNetEnv"/> if that is chosen; <see langword="null"/> reads dotenv's.</summary>
    public Func<IDotNetEnvReader>? DotNetEnvReader { get; init; }

    /// <summary>Whether a process variable has a value that is not blank.</summary>
    public bool IsSet(string name) => !string.IsNullOrWhiteSpace(Variable(name));

    /// <summary>The environment of this process, seen from <paramref name="workingDirectory"/>.</summary>
    public static EnvironmentInput Current(string workingDirectory) => new(
        workingDirectory,
        UserFolders.Current(Environment.GetEnvironmentVariable),
        Environment.GetEnvironmentVariable);
}
