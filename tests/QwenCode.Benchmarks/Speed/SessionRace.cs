using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Benchmarks.Speed;

/// <summary>What happens within one session, measured by a script in PowerShell itself.</summary>
/// <param name="pwsh">The PowerShell.</param>
/// <param name="server">The endpoint of both.</param>
internal sealed class SessionRace(Pwsh pwsh, LoopbackServer server)
{
    private const double IdealBatch = 1000;
    private static readonly TimeSpan BatchLatency = TimeSpan.FromMilliseconds(100);

    /// <summary>The rows.</summary>
    public async IAsyncEnumerable<SpeedRow> RunAsync()
    {
        var warm = await MeasureAsync("Warm");
        var (rest, awaiting, waiting) = (Pair(warm, "RestMethod"), Pair(warm, "Awaiting"), Pair(warm, "Waiting"));
        yield return new SpeedRow("one warm call", "`Invoke-RestMethod`", rest.Ratio, 0.25, rest.Describe("µs"));
        yield return new SpeedRow("one warm call", "`HttpClient` in C#, the thread waiting for each answer", waiting.Ratio, 1.8, waiting.Describe("µs"));
        yield return new SpeedRow("one warm call", "`HttpClient` in C#, each answer awaited", awaiting.Ratio, null, awaiting.Describe("µs"));
        foreach (var (part, name) in new[] { ("a cmdlet that does nothing", "Cmdlet"), ("the same, and what is in effect here (`Get-QwenAuth`)", "Context") })
        {
            var share = new Pairs(Column(warm, name), Column(warm, "Waiting"));
            yield return new SpeedRow($"of a warm call: {part}", "`HttpClient` in C#, the thread waiting for each answer", share.Ratio, null, share.Describe("µs"));
        }

        server.Options.Latency = BatchLatency;
        var batch = new Pairs(Column(await MeasureAsync("Batch"), "Ours"), [.. Enumerable.Repeat(IdealBatch, 5)]);
        server.Options.Latency = TimeSpan.Zero;
        yield return new SpeedRow("200 prompts, 100 ms each, `-ThrottleLimit 20`", "the ideal second", batch.Ratio, 1.05, batch.Describe("ms"));

        var deltas = await MeasureAsync("Stream");
        var (stream, loop) = (Pair(deltas, "Peer"), new Pairs(Column(deltas, "Loop"), Column(deltas, "Peer")));
        yield return new SpeedRow("200,000 deltas to the pipeline", "`HttpClient`, `SseParser`, JSON in C#", stream.Ratio, 1.3, stream.Describe("ms"));
        yield return new SpeedRow("of them: `ForEach-Object { }`, which receives them", "`HttpClient`, `SseParser`, JSON in C#", loop.Ratio, null, loop.Describe("ms"));

        server.Options.Reply = _ => $"{Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture)} is the time";
        var first = Pair(await MeasureAsync("First"), "Peer");
        server.Options.Reply = EchoReply.Create;
        yield return new SpeedRow("first delta after its bytes left", "the same in C#", first.Difference / 1000, 1, first.Describe("µs"), " ms more");

        await foreach (var row in ToolRowsAsync())
            yield return row;
    }

    /// <summary>The rows of a tool call.</summary>
    public async IAsyncEnumerable<SpeedRow> ToolRowsAsync()
    {
        server.Options.ToolScript = ToolScript.Of(ScriptedRound.Call("Get-BenchNumber", """{"Of":2}"""));
        var tool = await MeasureAsync("Tool");
        server.Options.ToolScript = null;
        foreach (var (peer, column, goal) in new[] { ("two `Invoke-QwenChat` and the command", "Chats", 1.5), ("two requests of `HttpClient` in C#, the thread waiting for each answer, and the command", "Waiting", (double?)null) })
            yield return new SpeedRow("a tool call and its answer", peer, Pair(tool, column).Ratio, goal, Pair(tool, column).Describe("µs"));
    }

    private static Pairs Pair(JsonElement rows, string peer) => new(Column(rows, "Ours"), Column(rows, peer));

    private static List<double> Column(JsonElement rows, string name) => [.. rows.EnumerateArray().Select(row => row.GetProperty(name).GetDouble())];

    private async Task<JsonElement> MeasureAsync(string what)
    {
        var script = Path.Join(AppContext.BaseDirectory, "Speed", "Session.ps1");
        using var document = JsonDocument.Parse(await Pwsh.RunAsync(pwsh.Prepare(["-File", script, Pwsh.Manifest, what], server.BaseUrl)));
        return document.RootElement.Clone();
    }
}
