using System.Runtime.InteropServices;
using QwenCode.Loopback;

namespace QwenCode.Benchmarks.Speed;

/// <summary>Measures all that the module claims about its speed, and prints it as a table.</summary>
internal static class SpeedTable
{
    /// <summary>Runs; 0 if every row is as fast as it should be.</summary>
    public static async Task<int> RunAsync()
    {
        using var pwsh = new Pwsh();
        await using var server = await LoopbackServer.StartAsync();
        var version = await Pwsh.RunAsync(pwsh.Prepare(["-Command", "\"$($PSVersionTable.PSVersion)\""]));
        Console.WriteLine($"PowerShell {version.Trim()}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {System.Environment.ProcessorCount} processors");
        Console.WriteLine();
        Console.WriteLine("| what | against | measured | at most | reached | medians |");
        Console.WriteLine("| --- | --- | ---: | ---: | --- | --- |");
        var isReached = true;
        await foreach (var row in RowsAsync(pwsh, server))
        {
            Console.WriteLine(row);
            isReached &= row.IsReached;
        }

        return isReached ? 0 : 1;
    }

    private static async IAsyncEnumerable<SpeedRow> RowsAsync(Pwsh pwsh, LoopbackServer server)
    {
        await foreach (var row in ProcessRace.RunAsync(pwsh, server.BaseUrl))
            yield return row;
        await foreach (var row in new SessionRace(pwsh, server).RunAsync())
            yield return row;
        foreach (var row in SearchRace.Run())
            yield return row;
        foreach (var row in RenderRace.Run())
            yield return row;
        await foreach (var row in new ModuleRace(pwsh, server).RunAsync())
            yield return row;
        await foreach (var row in new BatchRace(pwsh).RunAsync(inputs: 1_000_000))
            yield return row;
    }
}
