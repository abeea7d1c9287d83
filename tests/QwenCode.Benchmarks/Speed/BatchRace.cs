using System.Globalization;
using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Benchmarks.Speed;

/// <summary>A batch of many inputs: through start, upload, the server's processing, download and receipt.</summary>
/// <param name="pwsh">The PowerShell.</param>
internal sealed class BatchRace(Pwsh pwsh)
{
    private const int Rounds = 3;

    /// <summary>The rows.</summary>
    /// <param name="inputs">Number of inputs.</param>
    public async IAsyncEnumerable<SpeedRow> RunAsync(int inputs)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Batches = BatchRules.OpenAI });
        server.Batches.Script = new BatchScript { Statuses = [] };
        var script = Path.Join(AppContext.BaseDirectory, "Speed", "Batch.ps1");
        string[] arguments = ["-File", script, Pwsh.Manifest, inputs.ToString(CultureInfo.InvariantCulture), Rounds.ToString(CultureInfo.InvariantCulture)];
        using var document = JsonDocument.Parse(await Pwsh.RunAsync(pwsh.Prepare(arguments, server.BaseUrl)));
        var rows = document.RootElement.EnumerateArray().ToList();
        var time = new Pairs(Column(rows, "Ours"), Column(rows, "Peer"));
        var name = string.Create(CultureInfo.InvariantCulture, $"a batch of {inputs:N0} inputs");
        yield return new SpeedRow(name, "`HttpClient`, JSON and files in C#", time.Ratio, 1.5, time.Describe("ms"));

        // The peer runs in the same process, after the first round of the module.
        yield return new SpeedRow($"{name}: peak memory", "a batch of 100 inputs", Column(rows, "Memory")[0], 60, "1 round", " MB more");
    }

    private static List<double> Column(List<JsonElement> rows, string name) => [.. rows.Select(row => row.GetProperty(name).GetDouble())];
}
