using System.Text.Json;

namespace QwenCode.ModuleTests.Errors;

/// <summary>A fault as a script sees it.</summary>
/// <param name="Fault">The fault's name.</param>
/// <param name="Mode">The mode of the request.</param>
/// <param name="Id">The error id; <c>none</c> if there was an answer.</param>
/// <param name="Kept">The exception's <c>PartialAnswer</c>.</param>
/// <param name="Target">The record's <c>TargetObject</c>.</param>
/// <param name="Attempts">The attempts in the exception or the answer.</param>
/// <param name="Requests">The attempts that the server received.</param>
/// <param name="Count">How many error records there were.</param>
public sealed record FaultSeen(string Fault, string Mode, string Id, string? Kept, string? Target, int Attempts, int Requests, int Count);

/// <summary>Runs each fault in each mode in one process, when the first test needs one.</summary>
public sealed class FaultMatrixRun
{
    public const string Prompt = "one two three";
    public const int Retries = 1;

    /// <summary>The modes: a single request or an item of a batch, streamed or not.</summary>
    public static readonly string[] Modes = ["plain", "stream", "batch", "piped-stream"];

    private const string Script = """
        $faults = Get-Content faults.txt
        $module = $manifest
        'plain', 'stream', 'batch', 'piped-stream' | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            $mode = $_
            foreach ($fault in $using:faults) {
                $failures = $null
                $ask = @{
                    Model = "fault-$fault"; ExtraBody = @{ user = $mode }; MaximumRetryCount = 1
                    TimeoutSec = $fault -eq 'hang' ? 1 : 30; IdleTimeoutSec = $fault -eq 'stream-stall' ? 1 : 30
                    ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failures'; WarningAction = 'SilentlyContinue'
                }
                $out = try {
                    switch ($mode) {
                        'plain' { Invoke-QwenChat 'one two three' @ask }
                        'stream' { Invoke-QwenChat 'one two three' @ask -Stream }
                        'batch' { 'one two three' | Invoke-QwenChat @ask -ThrottleLimit 4 }
                        'piped-stream' { 'one two three' | Invoke-QwenChat @ask -Stream }
                    }
                } catch { $failures = @($_) }
                $answer = $out | Select-Object -Last 1
                if ($answer.Answer) { $answer = $answer.Answer }
                $record = $failures | Select-Object -First 1
                @{
                    Fault = $fault; Mode = $mode; Count = @($failures).Count
                    Id = $record ? ($record.FullyQualifiedErrorId -split ',')[0] : 'none'
                    Kept = $record ? $record.Exception.PartialAnswer : $answer.Text
                    Target = $record.TargetObject
                    Attempts = $record ? $record.Exception.Attempts : $answer.Attempts
                } | ConvertTo-Json -Compress
            }
        } | Set-Content seen.json
        """;

    private readonly Lazy<Task<IReadOnlyDictionary<string, FaultSeen>>> _seen = new(RunAsync);

    /// <summary>What came of a fault.</summary>
    public async Task<FaultSeen> OfAsync(string fault, string mode) => (await _seen.Value)[$"{mode} {fault}"];

    private static async Task<IReadOnlyDictionary<string, FaultSeen>> RunAsync()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/faults.txt", string.Join('\n', FaultMatrixTests.Faults.Keys));

        var result = await pwsh.RunAsync(Script);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Errors.ShouldBe("");

        // Each of them: the server sees the end of a connection that is no longer used.
        await Task.WhenAll(server.Requests.Select(request => request.Completed)).WaitAsync(TimeSpan.FromMinutes(1));
        var asked = server.Requests.Select(request => request.Json()).Select(json => $"{json.Text("user")} {json.Text("model")["fault-".Length..]}").ToList();
        return File.ReadLines(Path.Join(pwsh.Project, "seen.json"))
            .Select(line => JsonSerializer.Deserialize<FaultSeen>(line)!)
            .ToDictionary(seen => $"{seen.Mode} {seen.Fault}", seen => seen with { Requests = asked.Count(name => name == $"{seen.Mode} {seen.Fault}") });
    }
}
