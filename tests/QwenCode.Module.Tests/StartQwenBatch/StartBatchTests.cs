using System.Text;
using System.Text.Json;

namespace QwenCode.ModuleTests.StartQwenBatch;

/// <summary>What <c>Start-QwenBatch</c> sends and keeps.</summary>
public sealed class StartBatchTests
{
    [PwshFact]
    public async Task Each_input_is_a_line_with_the_prompt_and_the_options()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $rows = 'Name,Score', 'Ada,1', 'Bob,2' | ConvertFrom-Csv
            $rows | Start-QwenBatch 'Classify' -Name first -SystemPrompt 'Be brief' -Temperature 0.5 -MaxTokens 9 -Schema @{ type = 'object' } |
                Select-Object Name, Id, @{ n = 'State'; e = { "$($_.State)" } }, Total, Provider, Model, CompletionWindow, @{ n = 'Job'; e = { $_.Jobs.Id } }, Path | ConvertTo-Json -Compress
            """);

        seen.Text("Name").ShouldBe("first");
        seen.Number("Total").ShouldBe(2);
        seen.Text("State").ShouldBe("Validating");
        seen.Text("Model").ShouldBe("qwen3-max");
        var job = batch.Batches.Jobs.ShouldHaveSingleItem();
        seen.Text("Job").ShouldBe(job.Id);
        job.Endpoint.ShouldBe("/v1/chat/completions");
        job.CompletionWindow.ShouldBe("24h");
        job.Metadata["name"].ShouldBe("first");
        job.Metadata["qwencode_id"].ShouldBe($"{seen.Text("Id")}-1");
        var lines = Lines(batch.Batches.Files.Single(file => file.Purpose == "batch"));
        lines.Select(line => line.Text("custom_id")).ShouldBe(["1", "2"]);
        lines.Select(line => line.GetProperty("body").List("messages").Select(message => message.Text("content")).ToArray())
            .ShouldBe([["Be brief", "Classify\n\n{\"Name\":\"Ada\",\"Score\":\"1\"}"], ["Be brief", "Classify\n\n{\"Name\":\"Bob\",\"Score\":\"2\"}"]]);
        lines[0].GetProperty("body").GetProperty("temperature").GetDouble().ShouldBe(0.5);
        lines[0].GetProperty("body").GetProperty("response_format").Text("type").ShouldBe("json_schema");
    }

    [PwshFact]
    public async Task Without_a_prompt_each_input_is_one_and_files_are_read()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Pwsh.Write("project/a.txt", "from a file");

        await batch.Pwsh.JsonAsync("""
            $answered = [pscustomobject]@{ x = 1 }
            'one', (Get-Item a.txt), $answered | Start-QwenBatch -Name plain | Out-Null; '{}'
            """);

        var texts = Lines(batch.Batches.Files.Single()).Select(line => line.GetProperty("body").List("messages").Single().Text("content")).ToArray();
        texts[0].ShouldBe("one");
        texts[1].ShouldContain("from a file");
        texts[2].ShouldBe("""{"x":1}""");
    }

    [PwshFact]
    public async Task Input_beyond_the_limit_of_lines_goes_into_further_jobs_of_the_same_batch()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $started = 1..50001 | ForEach-Object { "q$_" } | Start-QwenBatch -Name large
            $answers = Receive-QwenBatch large
            @{ Jobs = @($started.Jobs.Count, $started.Jobs[0].Total, $started.Jobs[1].Total); Count = $answers.Count; Last = $answers[-1].Text; In = $answers[49999].InputObject
               Ordered = @(for ($i = 0; $i -lt $answers.Count; $i++) { if ($answers[$i].InputObject -ne "q$($i + 1)") { $i } }).Count } | ConvertTo-Json -Compress
            """);

        seen.List("Jobs").Select(number => number.GetInt32()).ShouldBe([2, 50_000, 1]);
        seen.Number("Count").ShouldBe(50_001);
        seen.Text("Last").ShouldContain("q50001");
        seen.Number("Ordered").ShouldBe(0);
    }

    [PwshFact]
    public async Task Inputs_that_cannot_be_sent_are_errors_with_the_input_and_the_others_are_sent()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $started = 'a', '  ', 'b', (Join-Path $PWD missing.txt | ForEach-Object { [IO.FileInfo]$_ }) | Start-QwenBatch -Name some -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ Count = $started.Total; Failed = @($failed | ForEach-Object { "$($_.TargetObject)|$($_.FullyQualifiedErrorId)" }) } | ConvertTo-Json -Compress
            """);

        seen.Number("Count").ShouldBe(2);
        seen.Texts("Failed")[0].ShouldStartWith("  |InvalidInput");
        seen.Texts("Failed")[1].ShouldContain("missing.txt|InvalidInput");
    }

    [PwshFact]
    public async Task The_prompt_is_not_sent_for_an_empty_item()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $started = 'a', '', ' ', @(), 'b' | Start-QwenBatch 'Judge' -Name some -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ Count = $started.Total; Failed = @($failed | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" }) } | ConvertTo-Json -Compress
            """);

        seen.Number("Count").ShouldBe(2);
        seen.Texts("Failed").Length.ShouldBe(3);
        seen.Texts("Failed").ShouldAllBe(failure => failure.StartsWith("InvalidInput|The item is empty, so the prompt was not sent for it."));
    }

    [PwshFact]
    public async Task No_input_is_an_error_and_leaves_nothing()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $ids = foreach ($step in { @() | Start-QwenBatch x -Name none }, { '' | Start-QwenBatch -Name none }, { Start-QwenBatch }, { 'x' | Start-QwenBatch -Name none -WhatIf }) {
                try { & $step -ErrorAction Stop 2>$null | Out-Null; 'none' } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            }
            @{ Ids = @($ids); Batches = @(Get-QwenBatch).Count } | ConvertTo-Json -Compress
            """);

        seen.Texts("Ids").ShouldBe(["NoInput", "NoInput", "NoInput", "none"]);
        seen.Number("Batches").ShouldBe(0);
        batch.Server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task The_files_are_private_and_have_no_key()
    {
        await using var batch = await BatchServer.StartAsync();

        var result = await batch.Pwsh.RunAsync("'a' | Start-QwenBatch -Name private -Verbose -Debug; Receive-QwenBatch private -Verbose -Debug | Out-Null; Get-QwenBatch | Format-List *");

        result.ExitCode.ShouldBe(0);
        result.ToString().ShouldNotContain("sk-from-the-process");
        batch.KeptText().ShouldNotContain("sk-from-the-process");
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in Directory.EnumerateFiles(batch.FolderOf("private")))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [PwshFact]
    public async Task Providers_without_batches_and_unsupported_windows_are_rejected_before_anything_is_sent_or_written()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $here = $env:OPENAI_BASE_URL
            $errors = foreach ($step in {
                    $null = Connect-Qwen -ApiKey sk-any-key-of-mine -Provider DeepSeek -BaseUrl $here; 'x' | Start-QwenBatch
                }, {
                    $null = Connect-Qwen -ApiKey sk-any-key-of-mine -Provider DashScope -BaseUrl $here; 'x' | Start-QwenBatch -CompletionWindow 15d
                }, {
                    $null = Connect-Qwen -ApiKey sk-any-key-of-mine -Provider OpenAI -BaseUrl $here -Model m; 'x' | Start-QwenBatch -CompletionWindow 48h
                }, { 'x' | Start-QwenBatch -Name ../up }, { 'x' | Start-QwenBatch -Name x -OutFile y.jsonl }) {
                try { & $step; 'none' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]): $($_.Exception.Message)" }
            }
            @{ Errors = @($errors); Batches = @(Get-QwenBatch).Count } | ConvertTo-Json -Compress
            """);

        seen.Texts("Errors")[0].ShouldStartWith("BatchesUnsupported: The provider DeepSeek has no batches. Send the requests at once: Invoke-QwenChat -PerItem -ThrottleLimit");
        seen.Texts("Errors")[0].ShouldContain("-OutFile");
        seen.Texts("Errors")[0].ShouldContain("DashScopeBatch");
        seen.Texts("Errors")[1].ShouldBe("InvalidParameter: -CompletionWindow '15d' is not supported by the provider DashScope. Specify 24h to 336h, or 1d to 14d.");
        seen.Texts("Errors")[2].ShouldEndWith("Specify 24h.");
        seen.Texts("Errors")[3].ShouldStartWith("InvalidParameter: A batch cannot be named");
        seen.Texts("Errors")[4].ShouldStartWith("InvalidParameter: -OutFile writes a file");
        seen.Number("Batches").ShouldBe(0);
        batch.Server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task An_endpoint_without_batches_is_named_as_such()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("try { 'x' | Start-QwenBatch } catch { @{ Id = $_.FullyQualifiedErrorId; Text = $_.Exception.Message } | ConvertTo-Json -Compress }");

        seen.Text("Id").ShouldStartWith("BatchesUnsupported");
        seen.Text("Text").ShouldContain("has no batches (HTTP 404");
    }

    public static TheoryData<BatchStep, int, string, string[]> RejectedSteps => new()
    {
        { BatchStep.Upload, 404, "BatchesUnsupported", ["-ThrottleLimit", "-Checkpoint", "-OutFile"] },
        { BatchStep.Upload, 405, "BatchesUnsupported", ["-ThrottleLimit", "-Checkpoint", "-OutFile"] },
        { BatchStep.Create, 404, "BatchesUnsupported", ["-ThrottleLimit", "-Checkpoint", "-OutFile"] },
        { BatchStep.Create, 405, "BatchesUnsupported", ["-ThrottleLimit", "-Checkpoint", "-OutFile"] },
        { BatchStep.Upload, 413, "BatchFailed", ["file of requests: it is larger than the service accepts", "Remove-QwenBatch"] },
        { BatchStep.Create, 413, "BatchFailed", ["file of requests: it is larger than the service accepts", "Remove-QwenBatch"] },
    };

    [PwshTheory]
    [MemberData(nameof(RejectedSteps))]
    public async Task A_step_that_the_service_rejects_has_a_next_step_for_a_batch(BatchStep step, int status, string id, string[] words)
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(step, BatchFault.Status(status));

        var seen = await batch.Pwsh.JsonAsync("""
            try { 'x' | Start-QwenBatch -Name rejected } catch { $failure = $_ }
            Remove-QwenBatch rejected -ErrorAction SilentlyContinue
            @{ Id = $failure.FullyQualifiedErrorId.Split(',')[0]; Text = "$failure"; Batches = @(Get-QwenBatch).Count } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe(id);
        words.ShouldAllBe(word => seen.Text("Text").Contains(word, StringComparison.Ordinal));
        seen.Text("Text").ShouldNotContain("model accepts");
        seen.Number("Batches").ShouldBe(0);
    }

    [PwshFact]
    public async Task DashScope_gets_its_names_its_windows_and_the_endpoint_of_its_test_model()
    {
        await using var batch = await BatchServer.StartAsync(BatchRules.DashScope, Dress.DashScope);

        var seen = await batch.Pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey sk-any-key-of-mine -Provider DashScope -BaseUrl $env:OPENAI_BASE_URL -Model qwen-plus
            $one = 'x' | Start-QwenBatch -Name one -CompletionWindow 14d -EnableThinking
            $two = 'x' | Start-QwenBatch -Name two -Model batch-test-model
            $got = Receive-QwenBatch one
            @{ Text = $got.Text; End = $null -eq (Get-QwenBatch one).EndedAt; State = "$((Get-QwenBatch two).State)" } | ConvertTo-Json -Compress
            """);

        batch.Batches.Jobs.Select(job => job.Endpoint).ShouldBe(["/v1/chat/completions", "/v1/chat/ds-test"]);
        batch.Batches.Jobs[0].CompletionWindow.ShouldBe("14d");
        batch.Batches.Jobs[0].Metadata["ds_name"].ShouldBe("one");
        Lines(batch.Batches.Files[0])[0].GetProperty("body").Flag("enable_thinking").ShouldBeTrue();
        seen.Text("Text").ShouldContain("x");
        seen.Flag("End").ShouldBeFalse();
        seen.Text("State").ShouldBe("Completed");
    }

    [PwshFact]
    public async Task Azure_is_waited_for_until_it_has_processed_the_file()
    {
        await using var batch = await BatchServer.StartAsync(BatchRules.Azure with { PendingFilePolls = 1 }, Dress.AzureOpenAI);

        await batch.Pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey any-key-of-mine-123456 -Provider AzureOpenAI -BaseUrl $env:OPENAI_BASE_URL -Model deployment
            'x' | Start-QwenBatch -Name azure | Out-Null; '{}'
            """);

        batch.Batches.Jobs.Count.ShouldBe(1);
        batch.Of("POST", "/batches").Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task A_list_that_is_piped_as_one_object_is_one_request_and_an_argument_is_one_for_each_item()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Pwsh.Write("project/a.txt", "from a file");

        var seen = await batch.Pwsh.JsonAsync("""
            $counts = @(
                (@(1, 2), @(3, $null, 4) | Start-QwenBatch sum -Name lists).Total
                (, @('a', (Get-Item a.txt)) | Start-QwenBatch -Name mixed).Total
                (Start-QwenBatch sum -InputObject 5, 6 -Name arguments).Total
            )
            @{ Counts = $counts; Inputs = @(Receive-QwenBatch lists | ForEach-Object { $_.InputObject -join '+' }) } | ConvertTo-Json -Compress
            """);

        seen.List("Counts").Select(count => count.GetInt32()).ShouldBe([2, 1, 2]);
        seen.Texts("Inputs").ShouldBe(["1+2", "3++4"]);
        var prompts = batch.Batches.Files.Where(file => file.Purpose == "batch").SelectMany(Lines).Select(line => line.GetProperty("body").List("messages").Single().Text("content")).ToArray();
        prompts[..2].ShouldBe(["sum\n\n1\n2", "sum\n\n3\n4"]);
        prompts[2].ShouldStartWith("a\n\n");
        prompts[2].ShouldContain("from a file");
        prompts[3..].ShouldBe(["sum\n\n5", "sum\n\n6"]);
    }

    [PwshFact]
    public async Task A_null_in_the_pipeline_is_an_error_and_the_rest_continues()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $name = ('a', $null, 'b' | Start-QwenBatch -Name plain -ErrorVariable failures -ErrorAction SilentlyContinue).Name
            $null = 'a', $null | Start-QwenBatch Classify -Name prompted -ErrorVariable +failures -ErrorAction SilentlyContinue
            @{ Name = $name; Errors = @($failures.FullyQualifiedErrorId) } | ConvertTo-Json -Compress
            """);

        seen.Text("Name").ShouldBe("plain");
        seen.Texts("Errors").ShouldBe(["InvalidInput,QwenCode.Commands.StartQwenBatchCommand", "InvalidInput,QwenCode.Commands.StartQwenBatchCommand"]);
        batch.Batches.Files.Select(file => Lines(file).Length).ShouldBe([2, 1]);
    }

    [PwshFact]
    public async Task A_list_is_not_a_prompt_and_the_error_shows_how_to_send_it()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $errors = { 1 | Start-QwenBatch ('a', 'b') }, { 1 | Start-QwenBatch @{ a = 1 } } | ForEach-Object { try { & $_; 'sent' } catch { "$_" } }
            ConvertTo-Json -Compress @($errors)
            """);

        seen.Texts()[0].ShouldContain("$list | Start-QwenBatch.");
        seen.Texts()[0].ShouldContain("Get-Content -Raw");
        seen.Texts()[1].ShouldContain("$data | Start-QwenBatch 'prompt'");
        batch.Server.Requests.ShouldBeEmpty();
    }

    private static JsonElement[] Lines(BatchFile file)
    {
        using var reader = new StreamReader(file.OpenRead(), Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
