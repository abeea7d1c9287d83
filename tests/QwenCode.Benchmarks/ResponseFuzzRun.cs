using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using QwenCode.Loopback;
using QwenCode.Testing;

namespace QwenCode.Benchmarks;

/// <summary>Requests many mutated responses, three quarters of them with the chat service and the others with the cmdlets, and prints the results.</summary>
internal static class ResponseFuzzRun
{
    private const int Megabyte = 1024 * 1024;
    private const int MostMegabytes = 300;
    private const int MostHeap = 160 * Megabyte;
    private const int AtOnce = 8;

    /// <summary>Runs; 0 if nothing happened that should not.</summary>
    public static async Task<int> RunAsync(int count, int seed)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} mutated responses from seed {seed}"));
        var own = count * 3 / 4;
        var isWell = await RunServiceAsync(own, seed);
        return await RunInPwshAsync(count - own, seed + own) && isWell ? 0 : 1;
    }

    /// <summary>Requests a server's responses, and prints the results as JSON.</summary>
    public static async Task<int> AskAsync(Uri server, int count)
    {
        using var fuzz = new ResponseFuzz(server);
        await fuzz.RunAsync(count, AtOnce, CancellationToken.None);
        using var process = Process.GetCurrentProcess();
        var findings = fuzz.Findings.Concat(fuzz.Outcomes.Values.Sum() == count ? [] : ["some came to no end"]);
        Console.WriteLine(JsonSerializer.Serialize(new Seen((int)(process.PeakWorkingSet64 / Megabyte), new(fuzz.Outcomes), [.. findings])));
        return 0;
    }

    private static async Task<bool> RunServiceAsync(int count, int seed)
    {
        await using var server = ResponseFuzz.Serve(seed);
        string[] program = Path.GetFileNameWithoutExtension(System.Environment.ProcessPath) == "dotnet" ? [typeof(ResponseFuzzRun).Assembly.Location] : [];
        var start = new ProcessStartInfo(System.Environment.ProcessPath!, [.. program, "ask", server.Origin.AbsoluteUri, count.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        return await RunAsync("whole, streamed, models, device code, poll, renewal", count, start);
    }

    private static async Task<bool> RunInPwshAsync(int count, int seed)
    {
        using var pwsh = new Pwsh();
        await using var server = new RawServer((request, stream, token) =>
        {
            var kind = request.Path.EndsWith("/models", StringComparison.Ordinal) ? ResponseKind.Models
                : request.Body.Contains("\"stream\":true", StringComparison.Ordinal) ? ResponseKind.Stream : ResponseKind.Chat;
            return Responses(kind, seed + request.Index).First(response => !response.Bytes.AsSpan().StartsWith("HTTP/1.1 401"u8)).WriteAsync(stream, token);
        });
        var start = pwsh.Prepare(["-File", Path.Join(AppContext.BaseDirectory, "ResponseFuzz.ps1"), Pwsh.Manifest, count.ToString(CultureInfo.InvariantCulture)], server.BaseUrl);
        return await RunAsync("in PowerShell: batches, with a schema, streamed, live, models", count, start);
    }

    // Left to itself the garbage collector takes what a machine has; here it has to do with little.
    private static async Task<bool> RunAsync(string what, int count, ProcessStartInfo start)
    {
        var clock = Stopwatch.StartNew();
        start.Environment["DOTNET_GCHeapHardLimit"] = MostHeap.ToString("x", CultureInfo.InvariantCulture);
        var (megabytes, outcomes, findings) = JsonSerializer.Deserialize<Seen>(await Pwsh.RunAsync(start))!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {count} in {clock.Elapsed.TotalSeconds:0} s, at most {megabytes} MB, {findings.Count} findings"));
        foreach (var (outcome, times) in outcomes.OrderByDescending(pair => pair.Value))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {times,6} {outcome}"));
        foreach (var finding in findings.Take(20))
            Console.WriteLine($"  ! {finding}");
        return findings.Count == 0 && megabytes < MostMegabytes;
    }

    // A rejected key ends the command, and so the whole batch.
    private static IEnumerable<MutatedResponse> Responses(ResponseKind kind, int seed) =>
        Enumerable.Range(0, int.MaxValue).Select(i => MutatedResponse.Create(kind, seed + (i * 1_000_000)));

    private sealed record Seen(int Megabytes, Dictionary<string, int> Outcomes, List<string> Findings);
}
