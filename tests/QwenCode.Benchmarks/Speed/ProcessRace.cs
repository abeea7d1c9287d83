using System.Diagnostics;
using System.Globalization;
using QwenCode.Loopback;

namespace QwenCode.Benchmarks.Speed;

/// <summary>Whole processes, as a user starts them.</summary>
internal sealed class ProcessRace
{
    private const int Runs = 21;
    private const int MemoryRuns = 7;

    // PowerShell notes what its modules offer in a file, 13 seconds after it had to look. A home in use has that file, and without it
    // Invoke-RestMethod would be searched for in each process.
    private const string UseHome = "$null = Get-Command Invoke-RestMethod; Start-Sleep -Seconds 16";
    private const string PeakMemory = "; [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64";

    private readonly Pwsh _pwsh;
    private readonly Uri _server;
    private readonly string _import = $"Import-Module '{Pwsh.Manifest}'";

    private ProcessRace(Pwsh pwsh, Uri server) => (_pwsh, _server) = (pwsh, server);

    private string OurAnswer => $"{_import}; (Invoke-QwenChat hi).Text";

    private string TheirAnswer =>
        $"(Invoke-RestMethod '{_server}/chat/completions' -Method Post -ContentType application/json "
        + "-Headers @{ Authorization = \"Bearer $env:OPENAI_API_KEY\" } "
        + "-Body '{\"model\":\"qwen3-max\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}').choices[0].message.content";

    /// <summary>The rows with PowerShell as the .NET tool is, and precompiled, as Microsoft's own packages of it are.</summary>
    /// <param name="pwsh">The .NET tool.</param>
    /// <param name="server">The endpoint of both.</param>
    public static async IAsyncEnumerable<SpeedRow> RunAsync(Pwsh pwsh, Uri server)
    {
        await foreach (var row in new ProcessRace(pwsh, server).RunAsync())
            yield return row;
        if (!PinnedPowerShell.IsPrecompiled)
            yield break;
        using var precompiled = new Pwsh(isPrecompiled: true);
        await foreach (var row in new ProcessRace(precompiled, server).RunAsync())
            yield return row;
    }

    private async IAsyncEnumerable<SpeedRow> RunAsync()
    {
        await Pwsh.RunAsync(_pwsh.Prepare(["-Command", UseHome]));
        var import = await TimeAsync(_import, "1");
        yield return new SpeedRow($"`Import-Module` in a fresh {_pwsh.Name}", "bare `pwsh -NoProfile -c 1`", import.Ratio, 1.20, import.Describe("ms"));
        var answer = await TimeAsync(OurAnswer, TheirAnswer);
        yield return new SpeedRow($"fresh {_pwsh.Name}, import, one answer", "fresh process, `Invoke-RestMethod`", answer.Ratio, 0.90, answer.Describe("ms"));
        var memory = await PairAsync(MemoryRuns, () => PeakAsync(OurAnswer), () => PeakAsync(TheirAnswer));
        yield return new SpeedRow($"peak memory of one answer in {_pwsh.Name}", "the same with `Invoke-RestMethod`", memory.Ratio, 1.10, memory.Describe("MB"));
    }

    private Task<Pairs> TimeAsync(string ours, string peer) => PairAsync(Runs, () => TimeAsync(ours), () => TimeAsync(peer));

    private static async Task<Pairs> PairAsync(int runs, Func<Task<double>> ours, Func<Task<double>> peer)
    {
        // The first of each reads the files from the disk.
        await ours();
        await peer();
        var (a, b) = (new List<double>(), new List<double>());
        for (var i = 0; i < runs; i++)
        {
            a.Add(await ours());
            b.Add(await peer());
        }

        return new Pairs(a, b);
    }

    private async Task<double> TimeAsync(string command)
    {
        var start = Stopwatch.GetTimestamp();
        await Pwsh.RunAsync(_pwsh.Prepare(["-Command", command], _server));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private async Task<double> PeakAsync(string command)
    {
        var output = await Pwsh.RunAsync(_pwsh.Prepare(["-Command", command + PeakMemory], _server));
        return long.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture) / (1024.0 * 1024.0);
    }
}
