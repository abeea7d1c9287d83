namespace QwenCode.ModuleTests.GetQwenBatch;

/// <summary>The names of batches, whose case does not matter.</summary>
public sealed class BatchNameTests
{
    [PwshFact]
    public async Task A_batch_can_be_specified_itself_where_its_name_is_expected()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $one = 'x' | Start-QwenBatch -Name one
            $two = 'y' | Start-QwenBatch -Name two
            $two | Export-Clixml two.xml
            $copy = Import-Clixml two.xml
            $waited = Wait-QwenBatch $one, $copy
            $got = Receive-QwenBatch ([Collections.Generic.List[object]] @($one, 'two'))
            $retry = try { Start-QwenBatch -Retry $one } catch { "$_" }
            $names = @((Get-QwenBatch $waited).Name)
            Remove-QwenBatch $one
            @{ Waited = @($waited.Name); Got = @($got.InputObject); Retry = "$retry"; Names = $names; Left = @((Get-QwenBatch).Name) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Waited").ShouldBe(["one", "two"]);
        seen.Texts("Got").ShouldBe(["x", "y"]);
        seen.Text("Retry").ShouldStartWith("No request of the batch 'one' has failed.");
        seen.Texts("Names").ShouldBe(["one", "two"]);
        seen.Texts("Left").ShouldBe(["two"]);
    }

    [PwshFact]
    public async Task A_name_in_another_case_is_that_of_the_same_batch()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            'x' | Start-QwenBatch -Name Night | Out-Null
            $errors = foreach ($step in { 'z' | Start-QwenBatch -Name night }, { Start-QwenBatch -Name NIGHT }, { Start-QwenBatch -Retry night }) {
                try { & $step | Out-Null; 'none' } catch { "$_" }
            }
            @{ Errors = @($errors); Got = "$((Receive-QwenBatch nIGHT).InputObject)"; Names = @((Get-QwenBatch).Name) } | ConvertTo-Json -Compress
            """);

        var errors = seen.Texts("Errors");
        errors.Length.ShouldBe(3);
        errors[0].ShouldStartWith("The batch 'Night' was already started. Nothing was sent.");
        errors[1].ShouldStartWith("The batch 'Night' was already started. Nothing was sent.");
        errors[2].ShouldStartWith("No request of the batch 'Night' has failed.");
        seen.Text("Got").ShouldBe("x");
        seen.Texts("Names").ShouldBe(["Night"]);
        batch.Batches.Jobs.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task An_interrupted_start_is_continued_by_its_name_in_another_case()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Create, BatchFault.Status(400, """{"error":{"message":"no"}}"""));

        var seen = await batch.Pwsh.JsonAsync("""
            try { 'x' | Start-QwenBatch -Name Night } catch { $first = $_ }
            $again = 'x' | Start-QwenBatch -Name NIGHT
            @{ First = "$first"; Name = $again.Name; Path = $again.Path; Names = @((Get-QwenBatch).Name) } | ConvertTo-Json -Compress
            """);

        seen.Text("First").ShouldContain("The requests are kept");
        seen.Text("Name").ShouldBe("Night");
        seen.Text("Path").ShouldBe(batch.FolderOf("Night"));
        seen.Texts("Names").ShouldBe(["Night"]);
        batch.Batches.Files.Count(file => file.Purpose == "batch").ShouldBe(1);
    }

    [PwshFact]
    public async Task Of_two_batches_whose_names_differ_in_case_the_exact_name_selects_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The file system ignores case.");
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Statuses = [.. Enumerable.Repeat("in_progress", 50)] };

        var seen = await batch.Pwsh.JsonAsync("""
            'x' | Start-QwenBatch -Name Night | Out-Null
            'z' | Start-QwenBatch -Name other | Out-Null
            Rename-Item (Get-QwenBatch other).Path night
            $stopped = Stop-QwenBatch night -PassThru
            $shown = @((Get-QwenBatch night).Name)
            $both = @((Get-QwenBatch NIGHT).Name)
            try { Start-QwenBatch -Retry NIGHT } catch { $retry = $_ }
            Remove-QwenBatch night -Force
            @{ Stopped = @($stopped.Name); Shown = $shown; Both = $both; Retry = "$retry"; Left = @((Get-QwenBatch).Name) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Stopped").ShouldBe(["night"]);
        seen.Texts("Shown").ShouldBe(["night"]);
        seen.Texts("Both").ShouldBe(["Night", "night"], ignoreOrder: true);
        seen.Text("Retry").ShouldStartWith("There are several batches whose names differ from 'NIGHT' in case only: Night, night.");
        seen.Texts("Left").ShouldBe(["Night"]);
        batch.Of("POST", "/cancel").Count.ShouldBe(1);
        batch.Batches.Files.Where(file => file.Purpose == "batch").Select(file => file.IsDeleted).ShouldBe([false, true], ignoreOrder: true);
    }
}
