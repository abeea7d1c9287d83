namespace QwenCode.ModuleTests.ReceiveQwenBatch;

/// <summary><c>-OutFile</c> and <c>-Path</c>: batches on other engines.</summary>
public sealed class ResultFileTests
{
    private const string Answer = """{"id":"x","custom_id":"ID","response":{"status_code":200,"request_id":"r","body":{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"TEXT"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}},"error":null}""";

    [PwshFact]
    public async Task Requests_go_to_a_file_without_a_service_and_results_come_back_in_order()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/results.jsonl", $"{Line("3", "three")}\n\n{Line("1", "one")}\r\n");

        var seen = await pwsh.JsonAsync("""
            $file = 'a', 'b', 'c' | Start-QwenBatch -Model m -OutFile requests.jsonl
            try { 'a' | Start-QwenBatch -Model m -OutFile requests.jsonl } catch { $again = $_.FullyQualifiedErrorId.Split(',')[0] }
            try { 'a' | Start-QwenBatch -OutFile other.jsonl } catch { $model = $_.FullyQualifiedErrorId.Split(',')[0] }
            $with = Receive-QwenBatch -Path results.jsonl -RequestPath requests.jsonl -ErrorAction SilentlyContinue -ErrorVariable failed
            $alone = Receive-QwenBatch -Path results.jsonl
            @{ File = $file.Name; Lines = @(Get-Content $file).Count; Again = $again; Model = $model; With = @($with | ForEach-Object { "$($_.InputObject): $_" }); Failed = @($failed.TargetObject)
               Alone = @($alone | ForEach-Object { "$($_.InputObject): $_" }); Others = @(Get-ChildItem).Count } | ConvertTo-Json -Compress
            """);

        seen.Text("File").ShouldBe("requests.jsonl");
        seen.Number("Lines").ShouldBe(3);
        seen.Text("Again").ShouldBe("InvalidParameter");
        seen.Text("Model").ShouldBe("ModelRequired");
        seen.Texts("With").ShouldBe(["a: one", "c: three"]);
        seen.Texts("Failed").ShouldBe(["b"]);
        seen.Texts("Alone").ShouldBe(["1: one", "3: three"]);
        seen.Number("Others").ShouldBe(2);
    }

    [PwshFact]
    public async Task Ids_of_others_are_matched_as_they_are()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/results.jsonl", $"{Line("2", "two")}\n{Line("task-a", "A")}\n{Line("1", "stray")}");
        pwsh.Write("project/requests.jsonl", """
            {"custom_id":"task-a","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"first"}]}}
            {"custom_id":"2","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"second"}]}}
            """);

        var seen = await pwsh.JsonAsync("""@{ All = @(Receive-QwenBatch -Path results.jsonl -RequestPath requests.jsonl | ForEach-Object { "$($_.InputObject): $_" }) } | ConvertTo-Json -Compress""");

        seen.Texts("All").ShouldBe(["first: A", "second: two"]);
    }

    [PwshFact]
    public async Task A_name_with_wildcard_characters_is_reported_with_the_path_to_specify()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/a[1].jsonl", Line("1", "one"));

        var seen = await pwsh.JsonAsync("""
            $failures = 'a[1].jsonl', 'b[1].jsonl' | ForEach-Object { $path = $_; try { Receive-QwenBatch -Path $path } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" } }
            @{ Failures = @($failures); Text = "$(Receive-QwenBatch -Path 'a`[1`].jsonl')" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Failures").ShouldBe(
        [
            "BatchFileInvalid|a[1].jsonl cannot be read as results of a batch: as a wildcard pattern it matches no file. Its name contains wildcard characters; escape them: -Path 'a`[1`].jsonl'",
            "BatchFileInvalid|b[1].jsonl cannot be read as results of a batch: there is no such file. Specify the file of JSON lines that the service or engine wrote.",
        ]);
        seen.Text("Text").ShouldBe("one");
    }

    [PwshFact]
    public async Task A_line_that_cannot_be_read_is_an_error_and_the_others_are_received()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/results.jsonl", $"{Line("2", "two")}\n\nnot JSON\n{Line("9", "stray")}\n{Line("1", "one")}\n{{\"custom_id\":\"3\",");

        var seen = await pwsh.JsonAsync("""
            $null = 'a', 'b', 'c' | Start-QwenBatch -Model m -OutFile requests.jsonl
            $with = Receive-QwenBatch -Path results.jsonl -RequestPath requests.jsonl -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue -WarningVariable warned
            $alone = Receive-QwenBatch -Path results.jsonl -ErrorAction SilentlyContinue -ErrorVariable others
            @{ With = @($with | ForEach-Object { "$($_.InputObject): $_" }); Failed = @($failed | ForEach-Object { "$_" }); Warned = "$warned"
               Alone = @($alone | ForEach-Object { "$($_.InputObject): $_" }); Others = @($others | ForEach-Object { "$_" }) } | ConvertTo-Json -Compress
            """);

        seen.Texts("With").ShouldBe(["a: one", "b: two"]);
        seen.Texts("Failed")[0].ShouldStartWith("No line of the results can be used for the request");
        seen.Texts("Failed").Skip(1).Select(text => text.Split(' ')[1]).ShouldBe(["3", "6"]);
        seen.Text("Warned").ShouldBe("The files of results have 1 further line that cannot be read or belongs to no request.");
        seen.Texts("Alone").ShouldBe(["1: one", "2: two", "9: stray"]);
        seen.Texts("Others").Select(text => text.Split(' ')[1]).ShouldBe(["3", "6"]);
        seen.Texts("Failed").Concat(seen.Texts("Others")).ShouldAllBe(text => text.EndsWith("Send the request again.", StringComparison.Ordinal));
    }

    [PwshTheory]
    [InlineData("not JSON\nnor this")]
    [InlineData("""{"custom_id":"of-another","response":{"status_code":200,"body":{}}}""")]
    public async Task A_file_without_a_result_for_any_request_is_one_error_and_not_a_reason_to_send_them_again(string content)
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/other.txt", content);

        var seen = await pwsh.JsonAsync("""
            $null = 'a', 'b', 'c' | Start-QwenBatch -Model m -OutFile requests.jsonl
            $failed = @(try { Receive-QwenBatch -Path other.txt -RequestPath requests.jsonl 2>&1 } catch { $_ })
            ConvertTo-Json -Compress @($failed | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" })
            """);

        var failure = seen.Texts().ShouldHaveSingleItem();
        failure.ShouldStartWith("BatchFileInvalid|");
        failure.ShouldContain("other.txt cannot be read as results of a batch: it has no result for a request in ");
    }

    [PwshFact]
    public async Task A_line_beside_the_answers_of_all_requests_is_no_reason_to_send_one_again()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/results.jsonl", $"garbage\n{Line("1", "one")}");

        var seen = await pwsh.JsonAsync("""
            $null = 'a' | Start-QwenBatch -Model m -OutFile requests.jsonl
            $with = Receive-QwenBatch -Path results.jsonl -RequestPath requests.jsonl -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ With = "$with"; Failed = @($failed | ForEach-Object { "$_" }) } | ConvertTo-Json -Compress
            """);

        seen.Text("With").ShouldBe("one");
        seen.Texts("Failed").ShouldHaveSingleItem().ShouldEndWith("Nothing has to be sent again: each request has an answer.");
    }

    [PwshFact]
    public async Task The_advice_for_a_request_that_is_too_long_fits_a_batch()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/results.jsonl", """{"custom_id":"1","response":{"status_code":400,"body":{"error":{"code":"context_length_exceeded","message":"too long"}}},"error":null}""");

        var seen = await pwsh.JsonAsync("""
            Receive-QwenBatch -Path results.jsonl -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ Id = $failed[0].FullyQualifiedErrorId.Split(',')[0]; Text = "$failed" } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe("ContextTooLong");
        seen.Text("Text").ShouldEndWith("Send less text, or choose a model with a larger context.");
    }

    [PwshFact]
    public async Task A_directory_is_reported_as_one()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("@(try { Receive-QwenBatch -Path . } catch { \"$_\" }) | ConvertTo-Json -Compress");

        seen.GetString()!.ShouldStartWith(". cannot be read as results of a batch: it is a directory.");
    }

    [PwshFact]
    public async Task Files_that_cannot_be_used_are_errors()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/text.jsonl", "not JSON\n");
        pwsh.Write("project/good.jsonl", Line("1", "x"));
        pwsh.Write("project/requests.jsonl", """{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"x"}]}}""");
        pwsh.Write("project/twice.jsonl", "{\"custom_id\":\"a\"}\n{\"custom_id\":\"a\"}");

        var seen = await pwsh.JsonAsync("""
            $errors = foreach ($step in { Receive-QwenBatch -Path text.jsonl }, { Receive-QwenBatch -Path none.jsonl }, { Receive-QwenBatch -Path good.jsonl -RequestPath none.jsonl }, { Receive-QwenBatch -Path good.jsonl -RequestPath twice.jsonl },
                { Receive-QwenBatch -Path requests.jsonl }, { Receive-QwenBatch -Path requests.jsonl -RequestPath ./requests.jsonl }) {
                try { & $step; 'none' } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            }
            @{ Errors = @($errors) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Errors").Length.ShouldBe(6);
        seen.Texts("Errors").ShouldAllBe(id => id == "BatchFileInvalid");
    }

    [PwshFact]
    public async Task Files_without_a_line_are_errors_and_an_empty_one_beside_others_is_not()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/results.jsonl", Line("1", "one"));
        pwsh.Write("project/empty.jsonl", "");
        pwsh.Write("project/mark.jsonl", "\uFEFF");
        pwsh.Write("project/blank.jsonl", "\n \r\n");

        var seen = await pwsh.JsonAsync("""
            $errors = foreach ($step in { Receive-QwenBatch -Path empty.jsonl }, { Receive-QwenBatch -Path mark.jsonl }, { Receive-QwenBatch -Path blank.jsonl, empty.jsonl }, { Receive-QwenBatch -Path results.jsonl -RequestPath blank.jsonl }) {
                try { & $step; 'none' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $_" }
            }
            @{ Errors = @($errors); Texts = @(Receive-QwenBatch -Path results.jsonl, empty.jsonl | ForEach-Object Text) } | ConvertTo-Json -Compress
            """);

        var errors = seen.Texts("Errors");
        errors.Length.ShouldBe(4);
        errors.ShouldAllBe(error => error.StartsWith("BatchFileInvalid", StringComparison.Ordinal));
        errors[0].ShouldContain("empty.jsonl cannot be read as results of a batch: it has no results.");
        errors[2].ShouldContain("blank.jsonl cannot be read as results of a batch: neither it nor the other files have results.");
        errors[3].ShouldContain("blank.jsonl cannot be read as results of a batch: it has no requests.");
        seen.Texts("Texts").ShouldBe(["one"]);
    }

    private static string Line(string id, string text) => Answer.Replace("ID", id, StringComparison.Ordinal).Replace("TEXT", text, StringComparison.Ordinal);
}
