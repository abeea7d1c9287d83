namespace QwenCode.ModuleTests.ReceiveQwenBatch;

/// <summary>What <c>Receive-QwenBatch</c> makes of results.</summary>
public sealed class ReceiveBatchTests
{
    [PwshFact]
    public async Task Answers_come_in_the_order_of_the_inputs_with_input_object_usage_and_conversation()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = line => LineOutcome.Answer($$"""{"id":{{line.CustomId}}}""") };

        var seen = await batch.Pwsh.JsonAsync("""
            $rows = 1..20 | ForEach-Object { [pscustomobject]@{ Number = $_; Name = "n$_" } }
            $rows | Start-QwenBatch 'Rate' -Name rated -Schema @{ type = 'object'; properties = @{ id = @{ type = 'integer' } } } -SystemPrompt 'S' | Out-Null
            $answers = Receive-QwenBatch rated
            @{ In = @($answers.InputObject.Number); Ids = @($answers.Parsed.id); Roles = @($answers[3].Messages.Role); Model = $answers[0].RequestedModel
               Tokens = $answers[0].Usage.TotalTokens; Received = $null -ne (Get-QwenBatch rated).ReceivedAt; Sum = (Get-QwenBatch rated).Usage.TotalTokens } | ConvertTo-Json -Compress
            """);

        seen.List("In").Select(number => number.GetInt32()).ShouldBe(Enumerable.Range(1, 20));
        seen.List("Ids").Select(number => number.GetInt32()).ShouldBe(Enumerable.Range(1, 20));
        seen.Texts("Roles").ShouldBe(["system", "user", "assistant"]);
        seen.Text("Model").ShouldBe("qwen3-max");
        seen.Flag("Received").ShouldBeTrue();
        seen.Number("Sum").ShouldBeGreaterThanOrEqualTo(20 * seen.Number("Tokens") - 40);
    }

    public static TheoryData<BatchRules> Vendors => [BatchRules.OpenAI, BatchRules.DashScope];

    [PwshTheory]
    [MemberData(nameof(Vendors))]
    public async Task Failed_lines_are_errors_with_their_input_whichever_file_has_them(BatchRules rules)
    {
        await using var batch = await BatchServer.StartAsync(rules);
        batch.Batches.Script = batch.Batches.Script with
        {
            Line = line => line.CustomId switch
            {
                "1" => LineOutcome.Fail(400, "data_inspection_failed", "Input data may contain inappropriate content."),
                "2" => LineOutcome.Error("internal_error", "The line could not be processed."),
                "3" => LineOutcome.Missing,
                "4" => LineOutcome.Raw("this is no JSON"),
                "5" => LineOutcome.Twice("both"),
                "6" => LineOutcome.Fail(401, "invalid_api_key", "sk-from-the-process is wrong"),
                _ => LineOutcome.Answer("good"),
            },
        };

        var seen = await batch.Pwsh.JsonAsync("""
            1..8 | ForEach-Object { "in$_" } | Start-QwenBatch -Name failing | Out-Null
            $answers = Receive-QwenBatch failing -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ Answers = @($answers | ForEach-Object { "$($_.InputObject): $_" }); Failed = @($failed | ForEach-Object { "$($_.TargetObject): $($_.FullyQualifiedErrorId.Split(',')[0])" }); Text = "$failed" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Answers").ShouldBe(["in5: both", "in7: good", "in8: good"]);
        seen.Texts("Failed").ShouldBe(["in1: ContentFiltered", "in2: ServiceUnavailable", "in3: BatchRequestNotRun", "in4: BatchRequestNotRun", "in6: InvalidApiKey", "failing: BatchFileInvalid"]);
    }

    [PwshTheory]
    [InlineData(429, "rate_limit_exceeded", "RateLimited")]
    [InlineData(503, "server_error", "ServiceUnavailable")]
    public async Task A_line_that_a_further_batch_may_answer_advises_to_send_it_again(int status, string code, string id)
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = _ => LineOutcome.Fail(status, code, "busy") };

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name busy | Out-Null
            Receive-QwenBatch busy -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ Id = $failed[0].FullyQualifiedErrorId.Split(',')[0]; Next = $failed[0].Exception.RecommendedAction; Text = "$($failed[0])" } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe(id);
        seen.Text("Next").ShouldBe("Send all failed requests again: Start-QwenBatch -Retry 'busy'");
        seen.Text("Text").ShouldNotContain("-MaximumRetryCount");
    }

    [PwshFact]
    public async Task A_batch_of_which_each_line_failed_has_no_output_and_its_failures_are_sent_again()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = line => line.CustomId == "2" && batch.Batches.Jobs.Count > 1 ? LineOutcome.Answer("at last") : LineOutcome.Fail(500, "server_error", "failed") };

        var seen = await batch.Pwsh.JsonAsync("""
            'a', 'b' | Start-QwenBatch 'P' -Name bad -Temperature 0 | Out-Null
            $none = Receive-QwenBatch bad -ErrorAction SilentlyContinue -ErrorVariable failed
            $retry = Start-QwenBatch -Retry bad -Name bad2
            $answers = Receive-QwenBatch bad2 -ErrorAction SilentlyContinue -ErrorVariable again
            $third = Start-QwenBatch -Retry bad2 -Name bad3
            @{ None = @($none).Count; Failed = @($failed.TargetObject); Retried = $retry.Total; Answers = @($answers | ForEach-Object { "$($_.InputObject): $_" }); Again = @($again.TargetObject); Third = $third.Total } | ConvertTo-Json -Compress
            """);

        batch.Batches.Jobs[0].OutputFileId.ShouldBeNull();
        seen.Number("None").ShouldBe(0);
        seen.Texts("Failed").ShouldBe(["a", "b"]);
        seen.Number("Retried").ShouldBe(2);
        seen.Texts("Answers").ShouldBe(["b: at last"]);
        seen.Texts("Again").ShouldBe(["a"]);
        seen.Number("Third").ShouldBe(1);
    }

    [PwshTheory]
    [InlineData("expired")]
    [InlineData("cancelled")]
    public async Task What_was_finished_before_the_end_is_received_and_the_others_are_errors(string end)
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { End = end, FinishedLines = 3, InOrder = true };

        var seen = await batch.Pwsh.JsonAsync("""
            1..5 | ForEach-Object { "in$_" } | Start-QwenBatch -Name partial | Out-Null
            $answers = Wait-QwenBatch partial | Receive-QwenBatch -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ State = "$((Get-QwenBatch partial).State)"; Answers = @($answers.InputObject); Failed = @($failed.TargetObject); Id = $failed[0].FullyQualifiedErrorId; Text = $failed[0].Exception.Message } | ConvertTo-Json -Compress
            """);

        seen.Text("State").ShouldBe(end, StringCompareShould.IgnoreCase);
        seen.Texts("Answers").ShouldBe(["in1", "in2", "in3"]);
        seen.Texts("Failed").ShouldBe(["in4", "in5"]);
        seen.Text("Id").ShouldStartWith("BatchRequestNotRun");
        seen.Text("Text").ShouldContain("Start-QwenBatch -Retry 'partial'");
    }

    [PwshFact]
    public async Task A_batch_that_the_service_rejects_is_one_error_with_the_reason_and_can_be_sent_again()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { End = "failed", FailureCode = "model_not_supported", FailureMessage = "The model has no batch rights." };

        var seen = await batch.Pwsh.JsonAsync("""
            'a', 'b' | Start-QwenBatch -Name rejected | Out-Null
            $waited = Wait-QwenBatch rejected
            $none = Receive-QwenBatch rejected -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ State = "$($waited.State)"; Errors = @($waited.Errors); None = @($none).Count; Failed = @($failed | ForEach-Object { $_.Exception.Message }); Retried = (Start-QwenBatch -Retry rejected).Total } | ConvertTo-Json -Compress
            """);

        seen.Text("State").ShouldBe("Failed");
        seen.Texts("Errors").ShouldBe(["model_not_supported: The model has no batch rights."]);
        seen.Number("None").ShouldBe(0);
        seen.Texts("Failed").ShouldHaveSingleItem().ShouldContain("with its 2 requests: model_not_supported: The model has no batch rights.");
        seen.Number("Retried").ShouldBe(2);
    }

    [PwshFact]
    public async Task All_commands_work_in_one_pipeline()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $answers = 'a', 'b' | Start-QwenBatch 'P' -Name piped | Wait-QwenBatch | Receive-QwenBatch
            Get-QwenBatch piped | Stop-QwenBatch -PassThru | Remove-QwenBatch
            @{ In = @($answers.InputObject); Left = @(Get-QwenBatch).Count } | ConvertTo-Json -Compress
            """);

        seen.Texts("In").ShouldBe(["a", "b"]);
        seen.Number("Left").ShouldBe(0);
    }

    [PwshFact]
    public async Task Results_are_downloaded_once_and_whole()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.TruncatedBody(100));
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Status(503));

        var seen = await batch.Pwsh.JsonAsync("""
            1..50 | ForEach-Object { "in$_" } | Start-QwenBatch -Name whole | Out-Null
            $first = Receive-QwenBatch whole
            $second = Receive-QwenBatch whole
            @{ First = $first.Count; Second = @($second.InputObject)[-1] } | ConvertTo-Json -Compress
            """);

        seen.Number("First").ShouldBe(50);
        seen.Text("Second").ShouldBe("in50");
        batch.Of("GET", "/content").Count.ShouldBe(3);
        Directory.EnumerateFiles(batch.FolderOf("whole")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)
            .ShouldBe(["1.inputs.jsonl", "1.output.jsonl", "1.requests.jsonl", "batch.json", "batch.lock"]);
    }

    [PwshFact]
    public async Task Without_a_name_what_has_ended_and_was_not_received_is_received()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name one | Out-Null
            $kept = Receive-QwenBatch -Keep
            $first = Receive-QwenBatch
            $second = Receive-QwenBatch
            @{ Counts = @(@($kept).Count, @($first).Count, @($second).Count); Named = @(Receive-QwenBatch one).Count } | ConvertTo-Json -Compress
            """);

        seen.List("Counts").Select(number => number.GetInt32()).ShouldBe([1, 1, 0]);
        seen.Number("Named").ShouldBe(1);
    }

    [PwshFact]
    public async Task Results_that_were_lost_on_this_machine_are_downloaded_again()
    {
        await using var batch = await BatchServer.StartAsync();
        await batch.Pwsh.JsonAsync("'a', 'b' | Start-QwenBatch -Name lost | Out-Null; ConvertTo-Json @(Receive-QwenBatch lost -Keep).Count");
        File.WriteAllText(Path.Join(batch.FolderOf("lost"), "1.output.jsonl"), "");

        var seen = await batch.Pwsh.JsonAsync("ConvertTo-Json -Compress @((Receive-QwenBatch lost).Text)");

        seen.Texts().Length.ShouldBe(2);
        batch.Of("GET", "/content").Count.ShouldBe(2);
    }

    [PwshFact]
    public async Task Of_several_commands_without_a_name_at_once_one_returns_the_results()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Slow(TimeSpan.FromMilliseconds(500)));

        var seen = await batch.Pwsh.JsonAsync("""
            1..20 | ForEach-Object { "in$_" } | Start-QwenBatch -Name once | Out-Null
            $all = 1..3 | ForEach-Object -Parallel { Import-Module $using:manifest; Receive-QwenBatch } -ThrottleLimit 3
            @{ All = @($all).Count; Later = @(Receive-QwenBatch).Count; Named = @(Receive-QwenBatch once).Count } | ConvertTo-Json -Compress
            """);

        (seen.Number("All"), seen.Number("Later"), seen.Number("Named")).ShouldBe((20, 0, 20));
    }

    [PwshFact]
    public async Task Another_account_is_rejected_by_name_and_sends_nothing()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name mine | Out-Null
            $env:OPENAI_API_KEY = 'sk-of-somebody-else'
            $errors = foreach ($step in { Receive-QwenBatch mine }, { Wait-QwenBatch mine }, { Stop-QwenBatch mine }, { Remove-QwenBatch mine }, { Start-QwenBatch -Retry mine }) {
                try { & $step; 'none' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]): $($_.Exception.Message)" }
            }
            $all = @(Receive-QwenBatch).Count
            Set-QwenAuth -Provider DeepSeek -ApiKey sk-of-another-provider
            $errors += foreach ($step in { Receive-QwenBatch mine }, { Wait-QwenBatch mine }, { Stop-QwenBatch mine }, { Remove-QwenBatch mine }, { Start-QwenBatch -Retry mine }) {
                try { & $step; 'none' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]): $($_.Exception.Message)" }
            }
            $none = try { Receive-QwenBatch } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            @{ Errors = @($errors); Shown = "$((Get-QwenBatch mine).State)"; All = $all; None = $none } | ConvertTo-Json -Compress
            """);

        seen.Text("None").ShouldBe("BatchesUnsupported");
        seen.Texts("Errors").Length.ShouldBe(10);

        foreach (var error in seen.Texts("Errors"))
        {
            error.ShouldStartWith("BatchOfOtherAccount: The batch 'mine' belongs to the account ");
            error.ShouldNotContain("sk-");
        }

        seen.Text("Shown").ShouldBe("Validating");
        seen.Number("All").ShouldBe(0);
        batch.Server.Requests.Count(request => request.Key() == "sk-of-somebody-else").ShouldBe(0);
    }

    [PwshFact]
    public async Task Two_commands_that_receive_at_the_same_time_both_return_all()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Slow(TimeSpan.FromMilliseconds(300)));

        var seen = await batch.Pwsh.JsonAsync("""
            1..200 | ForEach-Object { "in$_" } | Start-QwenBatch -Name shared | Out-Null
            $both = 1..2 | ForEach-Object -Parallel { Import-Module $using:manifest; @(Receive-QwenBatch shared).Count } -ThrottleLimit 2
            @{ Both = @($both) } | ConvertTo-Json -Compress
            """);

        seen.List("Both").Select(number => number.GetInt32()).ShouldBe([200, 200]);
        Directory.EnumerateFiles(batch.FolderOf("shared"), "*.tmp.*").ShouldBeEmpty();
    }

    [PwshFact]
    public async Task Answers_that_a_further_batch_continues_keep_their_input()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            [pscustomobject]@{ Id = 7 } | Start-QwenBatch 'Translate' -Name first | Wait-QwenBatch | Receive-QwenBatch |
                Start-QwenBatch 'Shorten' -Name second | Out-Null
            $talk = New-QwenConversation -Message @{ role = 'user'; content = 'a' }, @{ role = 'assistant'; content = 'b' } | Start-QwenBatch 'c' -Name talk | Wait-QwenBatch | Receive-QwenBatch
            $answer = Wait-QwenBatch second | Receive-QwenBatch
            @{ Id = $answer.InputObject.Id; Roles = @($answer.Messages.Role); Talk = @($talk.InputObject.Messages).Count } | ConvertTo-Json -Compress
            """);

        (seen.Number("Id"), seen.Number("Talk")).ShouldBe((7, 2));
        seen.Texts("Roles").ShouldBe(["user", "assistant", "user", "assistant"]);
    }
}
