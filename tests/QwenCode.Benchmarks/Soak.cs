using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Benchmarks;

/// <summary>Has a PowerShell use the module for a long time, and looks whether handles, threads and memory stay flat.</summary>
internal static class Soak
{
    /// <summary>Runs; 0 if all stays flat.</summary>
    /// <param name="minutes">How long.</param>
    public static async Task<int> RunAsync(double minutes)
    {
        using var pwsh = new Pwsh();
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            Batches = BatchRules.OpenAI,
            BatchScript = new BatchScript { Statuses = ["in_progress"] },
            ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Mark", """{"Text":"one"}"""), new ScriptedRound(new ScriptedCall("Get-Mark", """{"Text":"two"}"""), new ScriptedCall("Get-Nothing"))),
        });
        var project = Directory.CreateDirectory(Path.Join(pwsh.Home, "project")).FullName;
        await File.WriteAllTextAsync(
            Path.Join(project, ".env"), $"OPENAI_API_KEY=sk-soak-0000000000000000\nOPENAI_BASE_URL={server.BaseUrl}\nOPENAI_MODEL=qwen3-max\n");
        await File.WriteAllTextAsync(Path.Join(project, "notes.txt"), "A file as material.\n");
        var start = pwsh.Prepare(["-File", Path.Join(AppContext.BaseDirectory, "Soak.ps1"), Pwsh.Manifest, minutes.ToString(CultureInfo.InvariantCulture)]);
        start.WorkingDirectory = project;
        start.Environment["SOAK_SERVER"] = server.BaseUrl.AbsoluteUri;
        start.Environment["XDG_DATA_HOME"] = Path.Join(pwsh.Home, "data");

        // With it, nobody could type in the console.
        start.Environment.Remove("CI");
        var samples = new List<SoakSample>();
        var exitCode = await SampleAsync(start, samples);
        var report = new SoakReport(samples);
        Console.WriteLine(report);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{server.Requests.Count} requests"));
        return exitCode == 0 && report.IsFlat ? 0 : 1;
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
}
