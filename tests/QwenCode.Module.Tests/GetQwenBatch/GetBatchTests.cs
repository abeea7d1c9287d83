namespace QwenCode.ModuleTests.GetQwenBatch;

/// <summary><c>Get-QwenBatch</c>.</summary>
public sealed class GetBatchTests
{
    [PwshFact]
    public async Task It_shows_the_current_state_by_name_and_by_either_id()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Statuses = ["validating", "in_progress"] };

        var seen = await batch.Pwsh.JsonAsync("""
            $started = 'a' | Start-QwenBatch -Name seen
            $states = foreach ($i in 1..3) { "$((Get-QwenBatch s*).State)" }
            @{ States = @($states); ById = (Get-QwenBatch -Id $started.Id).Name; ByJob = (Get-QwenBatch -Id $started.Jobs[0].Id).Name; Table = (Get-QwenBatch seen | Format-Table | Out-String -Width 200); Text = "$(Get-QwenBatch seen)" } | ConvertTo-Json -Compress
            """);

        seen.Texts("States").ShouldBe(["Validating", "InProgress", "Completed"]);
        seen.Text("ById").ShouldBe("seen");
        seen.Text("ByJob").ShouldBe("seen");
        seen.Text("Table").ShouldMatch(@"seen +Completed +1 +1 +0 ");
        seen.Text("Text").ShouldBe("seen: Completed, 1 of 1 completed");
    }

    [PwshFact]
    public async Task Without_a_network_or_a_key_it_shows_what_is_known_with_a_warning()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Status(400));

        var seen = await batch.Pwsh.JsonAsync("""
            'a', 'b' | Start-QwenBatch -Name known | Out-Null
            $one = Get-QwenBatch -WarningVariable first -WarningAction SilentlyContinue
            Remove-Item Env:OPENAI_API_KEY, Env:OPENAI_BASE_URL
            $two = Get-QwenBatch -WarningVariable second -WarningAction SilentlyContinue
            @{ Counts = @($one.Total, $two.Total); Warnings = @("$first", "$second") } | ConvertTo-Json -Compress
            """);

        seen.List("Counts").Select(number => number.GetInt32()).ShouldBe([2, 2]);
        seen.Texts("Warnings").ShouldAllBe(warning => warning.StartsWith("The batches are shown with their last known state:", StringComparison.Ordinal));
    }

    [PwshFact]
    public async Task A_batch_that_the_service_no_longer_has_does_not_keep_the_others_from_being_refreshed()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Status(404));

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name older | Out-Null
            Start-Sleep -Milliseconds 20
            'b' | Start-QwenBatch -Name newer | Out-Null
            $found = Get-QwenBatch -WarningVariable warnings -WarningAction SilentlyContinue
            @{ Found = @($found | ForEach-Object { "$($_.Name) $($_.State)" }); Warnings = @($warnings.Message) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Found").ShouldBe(["newer Validating", "older Completed"]);
        seen.Texts("Warnings").Single().ShouldStartWith("The batch 'newer' is shown with its last known state: The service has no batch at ");
    }

    [PwshFact]
    public async Task A_ledger_that_cannot_be_read_is_an_error_and_the_others_are_listed()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Pwsh.Write("home/.local/share/QwenCode/batches/bad/batch.json", "{\"qwenCodeBatch\":1");
        batch.Pwsh.Write("home/.local/share/QwenCode/batches/newer/batch.json", "{\"qwenCodeBatch\":2}");

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name good | Out-Null
            $found = Get-QwenBatch -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ Found = @($found.Name); Failed = @($failed | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Found").ShouldBe(["good"]);
        seen.Texts("Failed").ShouldBe(["BatchFileInvalid", "BatchFileInvalid"]);
    }

    [PwshFact]
    public async Task If_the_folder_of_all_batches_cannot_be_read_nobody_is_advised_to_remove_one()
    {
        await using var batch = await BatchServer.StartAsync();

        // Its mode would not keep root away.
        var file = batch.Pwsh.Write("home/.local/share/QwenCode/batches", "x");

        var seen = await batch.Pwsh.JsonAsync("""
            Get-QwenBatch -ErrorAction SilentlyContinue -ErrorVariable failed
            Get-QwenBatch x -ErrorAction SilentlyContinue -ErrorVariable +failed
            @{ Failed = @($failed | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0]) $_" }) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Failed").Length.ShouldBe(2);
        seen.Texts("Failed").ShouldAllBe(error => error == $"BatchFileInvalid {file} cannot be read: it is a file and not a folder. Check its permissions, and that no other program has it open.");
    }

    [PwshFact]
    public async Task The_cost_is_that_of_the_settings_and_half_of_it_if_batches_cost_half()
    {
        await using var batch = await BatchServer.StartAsync(BatchRules.DashScope, Dress.DashScope);
        batch.Pwsh.Write("home/.qwen/settings.json", """{"billing":{"modelPrices":{"qwen-plus":{"input":1000000,"output":1000000}}}}""");

        var seen = await batch.Pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey sk-any-key-of-mine -Provider DashScope -BaseUrl $env:OPENAI_BASE_URL -Model qwen-plus
            'a' | Start-QwenBatch -Name priced | Out-Null
            $before = (Get-QwenBatch priced).Cost
            $answer = Receive-QwenBatch priced
            $after = Get-QwenBatch priced
            @{ Before = $before; Tokens = $answer.Usage.TotalTokens; Cost = [double]$after.Cost; Currency = $after.Currency } | ConvertTo-Json -Compress
            """);

        seen.GetProperty("Before").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        seen.GetProperty("Cost").GetDouble().ShouldBe(seen.Number("Tokens") / 2.0);
        seen.Text("Currency").ShouldBe("USD");
    }
}
