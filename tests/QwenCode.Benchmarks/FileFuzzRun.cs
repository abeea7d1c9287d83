using System.Diagnostics;
using System.Globalization;
using QwenCode.Core.Tests.Files;

namespace QwenCode.Benchmarks;

/// <summary>Reads many mutated files of every kind in a process with little memory, and prints the results.</summary>
internal static class FileFuzzRun
{
    private const int Megabyte = 1024 * 1024;
    private const int MostMegabytes = 300;
    private const int MostHeap = 200 * Megabyte;

    /// <summary>Runs; 0 if nothing happened that should not.</summary>
    public static async Task<int> RunAsync(int count, int seed)
    {
        string[] program = Path.GetFileNameWithoutExtension(System.Environment.ProcessPath) == "dotnet" ? [typeof(FileFuzzRun).Assembly.Location] : [];
        string[] arguments = ["read", count.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(System.Environment.ProcessPath!, [.. program, .. arguments]);

        // Left to itself the garbage collector takes what a machine has; here it has to do with little, and not to lose it to gaps.
        start.Environment["DOTNET_GCHeapHardLimit"] = MostHeap.ToString("x", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_GCConserveMemory"] = "9";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Reads them in this process.</summary>
    public static int Read(int count, int seed)
    {
        var clock = Stopwatch.StartNew();
        using var fuzz = new FileFuzz();
        fuzz.Run(count, seed);
        using var process = Process.GetCurrentProcess();
        var megabytes = process.PeakWorkingSet64 / Megabyte;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} mutated files from seed {seed} in {clock.Elapsed.TotalSeconds:0} s, at most {megabytes} MB, the slowest {fuzz.Slowest.TotalSeconds:0.0} s, {fuzz.Findings.Count} findings"));
        foreach (var (outcome, times) in fuzz.Outcomes)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {times,6} {outcome}"));
        foreach (var finding in fuzz.Findings.Take(20))
            Console.WriteLine($"  ! {finding}");
        return fuzz.Findings.Count == 0 && megabytes < MostMegabytes ? 0 : 1;
    }
}
