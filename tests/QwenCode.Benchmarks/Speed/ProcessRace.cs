using System.Diagnostics;
using System.Globalization;

namespace QwenCode.Benchmarks.Speed;

/// <summary>Whole processes, as a user starts them.</summary>
/// <param name="pwsh">The PowerShell.</param>
/// <param name="server">The endpoint of both.</param>
internal sealed class ProcessRace(Pwsh pwsh, Uri server)
{
    private const int Runs = 21;
    private const int MemoryRuns = 7;

    // PowerShell notes what its modules offer in a file, 13 seconds after it had to look. A home in use has that file, and without it
    // Invoke-RestMethod would be searched for in each process.
    private const string UseHome = "$null = Get-Command Invoke-RestMethod; Start-Sleep -Seconds 16";
    private const string PeakMemory = "; [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64";

    private readonly string _import = $"Import-Module '{Pwsh.Manifest}'";

    private string OurAnswer => $"{_import}; (Invoke-QwenChat hi).Text";

    private string TheirAnswer =>
        $"(Invoke-RestMethod '{server}/chat/completions' -Method Post -ContentType application/json "
        + "-Headers @{ Authorization = \"Bearer $env:OPENAI_API_KEY\" } "
        + "-Body '{\"model\":\"qwen3-max\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}').choices[0].message.content";

    /// <summary>The rows.</summary>
    public async IAsyncEnumerable<SpeedRow> RunAsync()
    {
        await Pwsh.RunAsync(pwsh.Prepare(["-Command", UseHome]));
        var import = await TimeAsync(_import, "1");
        yield return new SpeedRow("`Import-Module` in a fresh `pwsh`", "bare `pwsh -NoProfile -c 1`", import.Ratio, 1.20, import.Describe("ms"));
        var answer = await TimeAsync(OurAnswer, TheirAnswer);
        yield return new SpeedRow("fresh process, import, one answer", "fresh process, `Invoke-RestMethod`", answer.Ratio, 0.90, answer.Describe("ms"));
        var memory = await PairAsync(MemoryRuns, () => PeakAsync(OurAnswer), () => PeakAsync(TheirAnswer));
        yield return new SpeedRow("peak memory of one answer", "the same with `Invoke-RestMethod`", memory.Ratio, 1.10, memory.Describe("MB"));
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
        await Pwsh.RunAsync(pwsh.Prepare(["-Command", command], server));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private async Task<double> PeakAsync(string command)
    {
        var output = await Pwsh.RunAsync(pwsh.Prepare(["-Command", command + PeakMemory], server));
        return long.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture) / (1024.0 * 1024.0);
    }
}
