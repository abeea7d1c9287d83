using System.Diagnostics;
using QwenCode.Loopback;

namespace QwenCode.Benchmarks;

/// <summary>The pinned PowerShell in an environment without keys, proxies and the user's own files.</summary>
/// <param name="isPrecompiled">Whether with native code, as Microsoft's own packages of it are, and not as the .NET tool is.</param>
internal sealed class Pwsh(bool isPrecompiled = false) : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("qwencode-bench-");

    /// <summary>The manifest of the module as it is installed from the package.</summary>
    public static string Manifest { get; } = FindManifest();

    /// <summary>How the rows of the table name it.</summary>
    public string Name { get; } = isPrecompiled ? "precompiled `pwsh`" : "`pwsh`";

    /// <summary>The home directory; removed at the end.</summary>
    public string Home => _home.FullName;

    /// <summary>How it is started.</summary>
    /// <param name="arguments">After <c>-NoProfile -NonInteractive</c>.</param>
    /// <param name="server">The endpoint of the module; <see langword="null"/> if a script specifies it.</param>
    public ProcessStartInfo Prepare(IEnumerable<string> arguments, Uri? server = null)
    {
        var line = PinnedPowerShell.CommandLine(isPrecompiled, ["-NoProfile", "-NonInteractive", .. arguments]);
        var start = new ProcessStartInfo(line[0], line.Skip(1)) { WorkingDirectory = Home, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(MayDisturb).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = start.Environment["USERPROFILE"] = Home;
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        if (server is null)
            return start;
        start.Environment["OPENAI_API_KEY"] = "sk-bench-0000000000000000";
        start.Environment["OPENAI_BASE_URL"] = server.AbsoluteUri;
        start.Environment["OPENAI_MODEL"] = "qwen3-max";
        return start;
    }

    /// <summary>Runs it to its end and returns its output.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"pwsh ended with {process.ExitCode}: {output}");
    }

    /// <inheritdoc/>
    public void Dispose() => _home.Delete(recursive: true);

    private static bool MayDisturb(string name) =>
        name.StartsWith("OPENAI_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("QWEN_", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("_API_KEY", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase);

    private static string FindManifest()
    {
        var modules = new DirectoryInfo(Path.Join(AppContext.BaseDirectory, "modules"));
        return modules.Exists
            ? modules.EnumerateFiles("QwenCode.psd1", SearchOption.AllDirectories).Single().FullName
            : throw new InvalidOperationException("The module that is measured is that of a Release build: run the benchmarks with '--configuration Release'.");
    }
}
