namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>The PowerShell that is on PATH.</summary>
internal static class Pwsh
{
    /// <summary>Why tests are skipped where there is none.</summary>
    public const string Missing = "pwsh is not on PATH";

    private static readonly string? Found = Find();

    /// <summary>Its file.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string File => Found ?? throw new InvalidOperationException(Missing);

    /// <summary>The reason to skip a test; <see langword="null"/> where it can run.</summary>
    public static string? ReasonToSkip => Found is null ? Missing : null;

    private static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Join(folder.Trim('"'), name)).FirstOrDefault(System.IO.File.Exists);
    }
}
