using System.Diagnostics;
using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Benchmarks.Speed;

/// <summary>Another PowerShell module for the same services, PSOpenAI, if <c>QWENCODE_BENCH_PSOPENAI</c> names its manifest. It is not part of this repository.</summary>
/// <param name="pwsh">The PowerShell.</param>
/// <param name="server">The endpoint of both.</param>
internal sealed class ModuleRace(Pwsh pwsh, LoopbackServer server)
{
    private const string Peer = "PSOpenAI";
    private const int Runs = 7;

    private static readonly string? PeerManifest = System.Environment.GetEnvironmentVariable("QWENCODE_BENCH_PSOPENAI");

    /// <summary>The rows; none if PSOpenAI is missing.</summary>
    public async IAsyncEnumerable<SpeedRow> RunAsync()
    {
        if (string.IsNullOrEmpty(PeerManifest))
            yield break;
        var answer = await AnswerAsync();
        yield return Row("fresh process, import, one answer", answer, "ms");
        yield return Row("one warm call", await MeasureAsync("Warm"), "ms");
        yield return Row("5,000 deltas to the pipeline", await MeasureAsync("Stream"), "ms");
        server.Options.ToolScript = ToolScript.Of(ScriptedRound.Call("Get-BenchNumber", """{"Of":2}"""));
        yield return Row("a tool call and its answer", await MeasureAsync("Tool"), "ms");
        server.Options.ToolScript = null;
    }

    private static SpeedRow Row(string what, Pairs pairs, string unit) => new(what, Peer, pairs.Ratio, 1, pairs.Describe(unit));

    private async Task<Pairs> AnswerAsync()
    {
        var (ours, peer) = (new List<double>(), new List<double>());
        for (var i = -1; i < Runs; i++)
        {
            var (a, b) = (await TimeAsync($"Import-Module '{Pwsh.Manifest}'; (Invoke-QwenChat hi).Text"), await TimeAsync($"Import-Module '{PeerManifest}'; (Request-ChatCompletion -Message hi -Model qwen3-max).Answer"));
            if (i < 0)
                continue;
            ours.Add(a);
            peer.Add(b);
        }

        return new Pairs(ours, peer);
    }

    private async Task<double> TimeAsync(string command)
    {
        var start = pwsh.Prepare(["-Command", $"$ErrorActionPreference = 'Stop'; {command}"], server.BaseUrl);
        start.Environment["OPENAI_API_BASE"] = server.BaseUrl.AbsoluteUri;
        var time = Stopwatch.GetTimestamp();
        await Pwsh.RunAsync(start);
        return Stopwatch.GetElapsedTime(time).TotalMilliseconds;
    }

    private async Task<Pairs> MeasureAsync(string what)
    {
        var script = Path.Join(AppContext.BaseDirectory, "Speed", "Modules.ps1");
        using var document = JsonDocument.Parse(await Pwsh.RunAsync(pwsh.Prepare(["-File", script, Pwsh.Manifest, PeerManifest!, what], server.BaseUrl)));
        var rows = document.RootElement.EnumerateArray().ToList();
        return new Pairs([.. rows.Select(row => row.GetProperty("Ours").GetDouble())], [.. rows.Select(row => row.GetProperty("Peer").GetDouble())]);
    }
}
