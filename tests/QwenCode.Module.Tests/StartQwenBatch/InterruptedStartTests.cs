namespace QwenCode.ModuleTests.StartQwenBatch;

/// <summary>Starts that are interrupted, and responses that are lost: nothing is sent twice, and nothing is lost.</summary>
public sealed class InterruptedStartTests
{
    public static TheoryData<string, BatchFault[], int> Lost => new()
    {
        { "a lost response", [BatchFault.LostResponse], 1 },
        { "a response that is not JSON", [BatchFault.Malformed("<html>")], 1 },
        { "a response without an id", [BatchFault.Malformed("{}")], 1 },
        { "a rate limit", [BatchFault.Status(429, retryAfter: TimeSpan.Zero)], 2 },
    };

    [PwshTheory]
    [MemberData(nameof(Lost))]
    public async Task A_job_is_created_once_after(string what, BatchFault[] faults, int requests)
    {
        await using var batch = await BatchServer.StartAsync();
        foreach (var fault in faults)
            batch.Batches.Enqueue(BatchStep.Create, fault);

        var seen = await batch.Pwsh.JsonAsync("$b = 'x' | Start-QwenBatch -Name once; @{ Job = $b.Jobs[0].Id; Text = (Receive-QwenBatch once).InputObject } | ConvertTo-Json -Compress");

        batch.Batches.Jobs.ShouldHaveSingleItem(what).Id.ShouldBe(seen.Text("Job"));
        batch.Of("POST", "/batches").Count.ShouldBe(requests, what);
        seen.Text("Text").ShouldBe("x");
    }

    [PwshFact]
    public async Task A_start_that_fails_is_continued_by_the_same_command_which_finds_the_job_that_was_created()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Create, BatchFault.LostResponse);
        batch.Batches.Enqueue(BatchStep.List, BatchFault.Status(500));

        var seen = await batch.Pwsh.JsonAsync("""
            $step = { 'x', 'y' | Start-QwenBatch 'P' -Name lost -MaximumRetryCount 0 }
            try { & $step } catch { $first = $_ }
            $state = "$((Get-QwenBatch lost).State)"
            $again = & $step
            try { & $step } catch { $third = $_ }
            @{ First = $first.Exception.Message; State = $state; Job = $again.Jobs[0].Id; Third = $third.Exception.Message; Got = @((Receive-QwenBatch lost).InputObject) } | ConvertTo-Json -Compress
            """);

        seen.Text("First").ShouldContain("Whether the service created the batch is not known.");
        seen.Text("First").ShouldContain("The requests are kept: the same command with -Name 'lost' continues");
        seen.Text("State").ShouldBe("Incomplete");
        batch.Batches.Jobs.ShouldHaveSingleItem().Id.ShouldBe(seen.Text("Job"));
        seen.Text("Third").ShouldStartWith("The batch 'lost' was already started. Nothing was sent.");
        seen.Texts("Got").ShouldBe(["x", "y"]);
    }

    [PwshFact]
    public async Task A_part_that_was_sent_is_not_mixed_with_other_input()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Create, BatchFault.Status(400, """{"error":{"message":"no"}}"""));

        var seen = await batch.Pwsh.JsonAsync("""
            try { 'x' | Start-QwenBatch -Name mixed } catch { $first = $_ }
            try { 'y' | Start-QwenBatch -Name mixed } catch { $second = $_ }
            try { 'x', 'y' | Start-QwenBatch -Name mixed } catch { $third = $_ }
            $fourth = 'x' | Start-QwenBatch -Name mixed
            @{ Errors = @($first, $second, $third | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }); Count = $fourth.Total } | ConvertTo-Json -Compress
            """);

        seen.Texts("Errors").ShouldBe(["InvalidRequest", "BatchExists", "BatchExists"]);
        seen.Number("Count").ShouldBe(1);
        batch.Batches.Jobs.Count.ShouldBe(1);
        batch.Batches.Files.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task A_start_whose_file_of_requests_is_gone_is_not_said_to_continue()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Upload, BatchFault.Status(400, """{"error":{"message":"no"}}"""));

        var seen = await batch.Pwsh.JsonAsync("""
            try { 'x' | Start-QwenBatch -Name gone } catch { }
            $file = "$((Get-QwenBatch gone).Path)/1.requests.jsonl"
            Remove-Item -LiteralPath $file
            try { Start-QwenBatch -Name gone } catch { $failure = $_ }
            @{ Id = $failure.FullyQualifiedErrorId.Split(',')[0]; Message = $failure.Exception.Message.Replace('\', '/'); File = $file.Replace('\', '/') } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe("BatchFileInvalid");
        seen.Text("Message").ShouldStartWith($"{seen.Text("File")} cannot be used: it does not exist.");
        seen.Text("Message").ShouldNotContain("The requests are kept");
    }

    [PwshFact]
    public async Task The_name_alone_continues_a_start_whose_input_was_read()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Create, BatchFault.Status(400, """{"error":{"message":"quota of enqueued tokens"}}"""));

        var seen = await batch.Pwsh.JsonAsync("""
            try { 1..3 | ForEach-Object { "x$_ $(Get-Random)" } | Start-QwenBatch -Name later } catch { $first = $_ }
            try { Receive-QwenBatch later } catch { $early = $_ }
            $continued = Start-QwenBatch -Name later
            try { Start-QwenBatch -Name later } catch { $again = $_ }
            try { Start-QwenBatch -Name unknown } catch { $unknown = $_ }
            @{ First = $first.Exception.Message; Early = $early.Exception.Message; Total = $continued.Total; Got = @(Receive-QwenBatch later).Count
               Errors = @($again, $unknown | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) } | ConvertTo-Json -Compress
            """);

        seen.Text("Early").ShouldContain("Continue it: Start-QwenBatch -Name 'later'");
        seen.Number("Total").ShouldBe(3);
        seen.Number("Got").ShouldBe(3);
        seen.Texts("Errors").ShouldBe(["BatchExists", "NoInput"]);
        batch.Batches.Jobs.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task An_upload_is_retried_and_its_file_is_used()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Upload, BatchFault.Status(503));
        batch.Batches.Enqueue(BatchStep.Upload, BatchFault.LostResponse);

        var seen = await batch.Pwsh.JsonAsync("'x' | Start-QwenBatch -Name up | Out-Null; @{ Text = (Receive-QwenBatch up).InputObject } | ConvertTo-Json -Compress");

        seen.Text("Text").ShouldBe("x");
        batch.Batches.Jobs.ShouldHaveSingleItem().InputFileId.ShouldBe(batch.Batches.Files.Last(file => file.Purpose == "batch").Id);
    }

    [PwshFact]
    public async Task A_pipeline_that_fails_or_is_stopped_starts_no_job()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            try { & { 'x'; throw 'upstream' } | Start-QwenBatch -Name broken } catch { $message = "$_" }
            @{ Message = $message; Batches = @(Get-QwenBatch).Count } | ConvertTo-Json -Compress
            """);

        seen.Text("Message").ShouldBe("upstream");
        seen.Number("Batches").ShouldBe(0);
        batch.Server.Requests.ShouldBeEmpty();
    }
}
