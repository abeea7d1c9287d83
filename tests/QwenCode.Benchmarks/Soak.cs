using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Benchmarks;

/// <summary>Has a PowerShell use the module for a long time, and looks whether handles, threads and memory stay flat.</summary>
internal static class Soak
{
    /// <summary>Runs; 0 where all stays flat.</summary>
    /// <param name="minutes">How long.</param>
    public static async Task<int> RunAsync(double minutes)
    {
        await using var server = await LoopbackServer.StartAsync();
        var home = Directory.CreateTempSubdirectory("qwencode-soak-");
        try
        {
            var project = home.CreateSubdirectory("project");
            await File.WriteAllTextAsync(
                Path.Join(project.FullName, ".env"), $"OPENAI_API_KEY=sk-soak-0000000000000000\nOPENAI_BASE_URL={server.BaseUrl}\nOPENAI_MODEL=qwen3-max\n");
            await File.WriteAllTextAsync(Path.Join(project.FullName, "notes.txt"), "A file as material.\n");
            var samples = new List<SoakSample>();
            var exitCode = await SampleAsync(Prepare(minutes, home.FullName, project.FullName, server.BaseUrl), samples);
            var report = new SoakReport(samples);
            Console.WriteLine(report);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{server.Requests.Count} requests"));
            return exitCode == 0 && report.IsFlat ? 0 : 1;
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static ProcessStartInfo Prepare(double minutes, string home, string project, Uri server)
    {
        var script = Path.Join(AppContext.BaseDirectory, "Soak.ps1");
        var start = new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", "-File", script, Manifest(), minutes.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = start.Environment["USERPROFILE"] = home;
        start.Environment["SOAK_SERVER"] = server.AbsoluteUri;
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        return start;
    }

    private static async Task<int> SampleAsync(ProcessStartInfo start, List<SoakSample> samples)
    {
        using var pwsh = Process.Start(start)!;
        while (await pwsh.StandardOutput.ReadLineAsync() is { } line)
        {
            // What else comes is the text that is shown live.
            if (line.StartsWith('{'))
                samples.Add(JsonSerializer.Deserialize<SoakSample>(line)!);
        }

        await pwsh.WaitForExitAsync();
        return pwsh.ExitCode;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("OPENAI_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("QWEN_", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("_API_KEY", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase);

    private static string Manifest()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "QwenCode.psd1")) || !File.Exists(Path.Join(folder, "QwenCode.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmarks run outside of the repository.");
        return Path.Join(folder, "QwenCode.psd1");
    }
}
