namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>
/// A folder with links to the programs that the tests run. PowerShell lists each folder of <c>PATH</c> when it first looks for a command of a module, which
/// takes longer than most scripts.
/// </summary>
internal static class ProgramFolder
{
    private static readonly string[] Programs =
        ["cat", "chmod", "clear", "dotnet", "env", "git", "id", "kill", "ls", "mkfifo", "printf", "rm", "setpriv", "sh", "sleep", "stty", "tmux", "tput", "tty"];

    /// <summary>The value of <c>PATH</c> for scripts of the tests; on Windows, where programs cannot be linked, the one of this process.</summary>
    public static string? Path { get; } = OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable("PATH") : Fill();

    private static string Fill()
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Join(AppContext.BaseDirectory, "programs")).FullName;
        foreach (var link in Directory.GetFiles(folder))
            File.Delete(link);
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Where(System.IO.Path.IsPathRooted).ToList();
        foreach (var program in Programs)
        {
            if (folders.Select(entry => System.IO.Path.Join(entry, program)).FirstOrDefault(File.Exists) is { } found)
                File.CreateSymbolicLink(System.IO.Path.Join(folder, program), found);
        }

        return folder;
    }
}
