using System.Diagnostics;

namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary><c>-Checkpoint</c>: runs that are killed and continued.</summary>
public sealed class CheckpointTests
{
    private const int Prompts = 60;
    private const int Concurrent = 4;
    private const int Kills = 3;

    private const string Run = """1..60 | ForEach-Object { "q$_" } | Invoke-QwenChat 'Classify' -PerItem -Schema @{ type = 'object'; properties = @{ answer = @{ type = 'string' } } } -ThrottleLimit 4 -Checkpoint run.jsonl""";

    [PwshFact]
    public async Task A_run_that_is_killed_goes_on_and_gives_all_answers_in_order_with_only_those_in_flight_requested_twice()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Latency = TimeSpan.FromMilliseconds(40) });
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);

        for (var kill = 1; kill <= Kills; kill++)
        {
            using var process = Process.Start(pwsh.PreparePwsh("-NoProfile", "-Command", $"Import-Module '{ModulePackage.Manifest}'; {Run} | Out-Null"))!;
            var enough = server.Requests.Count + (Prompts / (Kills + 2));
            while (server.Requests.Count < enough && !process.HasExited)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
            process.HasExited.ShouldBeFalse(process.HasExited ? await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : "");
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var seen = await pwsh.JsonAsync($$"""@({{Run}} | ForEach-Object { "$($_.InputObject) $($null -ne $_.Parsed.answer) $($_.Messages.Count)" }) | ConvertTo-Json -Compress""");

        seen.Texts().ShouldBe(Enumerable.Range(1, Prompts).Select(number => $"q{number} True 2"));
        server.Requests.Count.ShouldBeInRange(Prompts, Prompts + (Kills * Concurrent));
        var file = await File.ReadAllTextAsync(Path.Join(pwsh.Project, "run.jsonl"), TestContext.Current.CancellationToken);
        file.Count(c => c == '\n').ShouldBe(Prompts + 1);
        file.ShouldNotContain("\"role\":\"user\"");
    }

    [PwshFact]
    public async Task An_answer_that_does_not_match_the_schema_is_requested_again()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        server.Enqueue(Fault.RawJson("""{"choices":[{"message":{"content":"no JSON"},"finish_reason":"stop"}]}"""));

        var seen = await pwsh.JsonAsync("""
            $step = { 'a', 'b' | Invoke-QwenChat 'P' -PerItem -Schema @{ type = 'object'; properties = @{ answer = @{ type = 'string' } } } -Checkpoint run.jsonl -ErrorAction SilentlyContinue -ErrorVariable failed }
            @{ First = @((& $step).InputObject); Failed = $failed.Count; Second = @((& $step).InputObject) } | ConvertTo-Json -Compress
            """);

        seen.Texts("First").ShouldBe(["b"]);
        seen.Texts("Second").ShouldBe(["a", "b"]);
        server.Requests.Count.ShouldBe(3);
    }

    [PwshFact]
    public async Task Failed_inputs_are_requested_again_and_another_prompt_model_endpoint_or_option_is_told()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        server.Enqueue(Fault.None, Fault.BadRequest);

        var seen = await pwsh.JsonAsync("""
            function Get-Failure($step) { try { & $step } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]): $_" } }
            $url = $env:OPENAI_BASE_URL
            $first = 'a', 'b', 'c' | Invoke-QwenChat 'P' -PerItem -Checkpoint run.jsonl -ErrorAction SilentlyContinue
            $second = 'a', 'b', 'c' | Invoke-QwenChat 'P' -PerItem -Checkpoint run.jsonl -AsText
            @{
                First  = @($first.InputObject)
                Second = @($second)
                Told   = @(
                    Get-Failure { 'a' | Invoke-QwenChat 'Q' -PerItem -Checkpoint run.jsonl }
                    Get-Failure { 'a' | Invoke-QwenChat 'P' -PerItem -Checkpoint run.jsonl -SystemPrompt s }
                    Get-Failure { 'a' | Invoke-QwenChat 'P' -PerItem -Checkpoint run.jsonl -Model other }
                    Get-Failure { 'a' | Invoke-QwenChat 'P' -PerItem -Checkpoint run.jsonl -Temperature 1 }
                    & { $env:OPENAI_BASE_URL += '/other?token=abcdef0123456789abcdef'; Get-Failure { 'a' | Invoke-QwenChat 'P' -PerItem -Checkpoint run.jsonl }; $env:OPENAI_BASE_URL = $url }
                    Get-Failure { 'a' | Invoke-QwenChat 'P' -PerItem -Checkpoint run.jsonl -Live }
                    Get-Failure { 'a' | Invoke-QwenChat 'P' -PerItem -Checkpoint run.jsonl -Tool Get-Date }
                )
                Verbose = @('a', 'd' | Invoke-QwenChat 'P' -PerItem -Checkpoint run.jsonl -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object Message)[0]
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("First").ShouldBe(["a", "c"]);
        seen.Texts("Second").ShouldBe(["You said: P\n\na", "You said: P\n\nb", "You said: P\n\nc"]);
        seen.Texts("Told").Select(text => text.Split(':')[0]).ShouldBe(["CheckpointInvalid", "CheckpointInvalid", "CheckpointInvalid", "CheckpointInvalid", "CheckpointInvalid", "InvalidParameter", "InvalidParameter"]);
        seen.Texts("Told")[2].ShouldContain("the model (now other, then qwen3-max)");
        seen.Texts("Told")[4].ShouldContain($"the endpoint (now {server.BaseUrl}/other");
        seen.Texts("Told")[4].ShouldNotContain("abcdef0123456789");
        seen.Text("Verbose").ShouldContain("has 3 answers of earlier runs");
        server.Requests.Count.ShouldBe(5);
    }

    [PwshTheory]
    [InlineData("Env:X")]
    [InlineData("nodrive:x")]
    public async Task A_checkpoint_that_is_no_file_is_one_error_before_any_item(string path)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            $read = 0
            try { 'a', 'b' | ForEach-Object { $read++; $_ } | Invoke-QwenChat -Checkpoint '{{path}}' 2>$null } catch { $failure = $_ }
            @{ Id = "$($failure.FullyQualifiedErrorId)"; Text = "$failure"; Read = $read } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe("InvalidParameter,QwenCode.Commands.InvokeQwenChatCommand");
        seen.Text("Text").ShouldStartWith($"-Checkpoint {path} cannot be used: ");
        seen.Number("Read").ShouldBe(0);
        server.Requests.ShouldBeEmpty();
    }
}
