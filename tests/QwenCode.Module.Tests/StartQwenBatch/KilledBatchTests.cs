using System.Diagnostics;
using System.Text.Json.Nodes;

namespace QwenCode.ModuleTests.StartQwenBatch;

/// <summary>Processes that are killed while they start or receive a batch: the same command continues.</summary>
public sealed class KilledBatchTests
{
    private const int Count = 20;

    // With STALL it stops after so many inputs, and says so.
    private const string Start = """
        1..[int]$env:COUNT | ForEach-Object { "q$_"; if ("$_" -eq $env:STALL) { [IO.File]::WriteAllText('stalled', ''); Start-Sleep 600 } } | Start-QwenBatch 'P' -Name killed
        """;

    private const string Receive = """
        Receive-QwenBatch killed | ForEach-Object { $_; if ($_.InputObject -eq "q$env:STALL") { [IO.File]::WriteAllText('stalled', ''); Start-Sleep 600 } }
        """;

    [PwshFact]
    public async Task A_start_that_is_killed_while_input_is_written_begins_again()
    {
        await using var batch = await StartAsync();

        await KillAsync(batch, Start, () => HasStalled(batch), stall: 10);
        batch.Server.Requests.ShouldBeEmpty();
        Directory.GetFiles(batch.FolderOf("killed"), "1.requests.jsonl.tmp.*").ShouldHaveSingleItem();

        await ShouldGoOnAsync(batch);
        CountOf(batch, "POST", "/files").ShouldBe(1);
    }

    [PwshFact]
    public async Task A_start_that_is_killed_while_it_uploads_uploads_again()
    {
        await using var batch = await StartAsync();
        batch.Batches.Enqueue(BatchStep.Upload, BatchFault.Slow(TimeSpan.FromHours(1)));

        await KillAsync(batch, Start, () => CountOf(batch, "POST", "/files") == 1);
        batch.Batches.Files.ShouldBeEmpty();

        await ShouldGoOnAsync(batch);
        CountOf(batch, "POST", "/files").ShouldBe(2);
    }

    [PwshFact]
    public async Task A_start_that_is_killed_after_an_upload_does_not_upload_that_file_again()
    {
        const int OneMoreThanAFileTakes = 50_001;
        await using var batch = await StartAsync();
        batch.Pwsh.With("COUNT", $"{OneMoreThanAFileTakes}");

        await KillAsync(batch, Start, () => HasStalled(batch) && LedgerOf(batch).Contains("\"fileId\"", StringComparison.Ordinal), stall: OneMoreThanAFileTakes);
        var uploaded = batch.Batches.Files.ShouldHaveSingleItem().Id;
        batch.Batches.Jobs.ShouldBeEmpty();

        await ShouldGoOnAsync(batch, OneMoreThanAFileTakes, jobs: 2);
        CountOf(batch, "POST", "/files").ShouldBe(2);
        batch.Batches.Jobs[0].InputFileId.ShouldBe(uploaded);
    }

    [PwshFact]
    public async Task A_start_that_is_killed_while_the_service_holds_the_creation_creates_the_job()
    {
        await using var batch = await StartAsync();
        batch.Batches.Enqueue(BatchStep.Create, BatchFault.Slow(TimeSpan.FromHours(1)));

        await KillAsync(batch, Start, () => CountOf(batch, "POST", "/batches") == 1);
        batch.Batches.Jobs.ShouldBeEmpty();

        // A list may lag behind for a while; so long ago one look is enough.
        var ledger = JsonNode.Parse(LedgerOf(batch))!;
        ledger["jobs"]![0]!["creatingAt"] = DateTimeOffset.UtcNow.AddHours(-1);
        await File.WriteAllTextAsync(Path.Join(batch.FolderOf("killed"), "batch.json"), ledger.ToJsonString(), TestContext.Current.CancellationToken);
        await ShouldGoOnAsync(batch);
        (CountOf(batch, "POST", "/files"), CountOf(batch, "GET", "/batches"), CountOf(batch, "POST", "/batches")).ShouldBe((1, 1, 2));
    }

    [PwshFact]
    public async Task A_start_that_is_killed_before_it_knows_of_its_job_finds_it()
    {
        await using var batch = await StartAsync();
        batch.Batches.Enqueue(BatchStep.Create, BatchFault.LostResponse);
        batch.Batches.Enqueue(BatchStep.List, BatchFault.Slow(TimeSpan.FromHours(1)));

        await KillAsync(batch, Start, () => CountOf(batch, "GET", "/batches") == 1);
        batch.Batches.Jobs.ShouldHaveSingleItem();

        await ShouldGoOnAsync(batch);
        (CountOf(batch, "POST", "/files"), CountOf(batch, "POST", "/batches")).ShouldBe((1, 1));
    }

    [PwshFact]
    public async Task Results_whose_download_is_killed_are_downloaded_again()
    {
        await using var batch = await StartAsync();
        await batch.Pwsh.JsonAsync($"{Start} | ForEach-Object Total");
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.TruncatedBody(100));
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Slow(TimeSpan.FromHours(1)));

        await KillAsync(batch, Receive, () => CountOf(batch, "GET", "/content") == 2);
        File.Exists(Path.Join(batch.FolderOf("killed"), "1.output.jsonl")).ShouldBeFalse();

        ShouldBeAnswered(await AnswersAsync(batch, Receive), Count);
        CountOf(batch, "GET", "/content").ShouldBe(3);
    }

    [PwshFact]
    public async Task Only_the_file_is_downloaded_again_that_was_not_whole()
    {
        await using var batch = await StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = line => line.CustomId == "3" ? LineOutcome.Fail(400, "data_inspection_failed", "no") : LineOutcome.Reply };
        await batch.Pwsh.JsonAsync($"{Start} | ForEach-Object Total");
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Slow(TimeSpan.Zero));
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Slow(TimeSpan.FromHours(1)));

        await KillAsync(batch, Receive, () => CountOf(batch, "GET", "/content") == 2);
        File.Exists(Path.Join(batch.FolderOf("killed"), "1.output.jsonl")).ShouldBeTrue();

        var seen = await batch.Pwsh.JsonAsync("""
            $answers = Receive-QwenBatch killed -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ Inputs = @($answers.InputObject); Failed = @($failed.TargetObject) } | ConvertTo-Json -Compress
            """);
        seen.Texts("Inputs").ShouldBe(Enumerable.Range(1, Count).Where(number => number != 3).Select(number => $"q{number}"));
        seen.Texts("Failed").ShouldBe(["q3"]);
        CountOf(batch, "GET", "/content").ShouldBe(3);
    }

    [PwshFact]
    public async Task Answers_whose_output_is_killed_come_again_from_the_first_without_a_download()
    {
        await using var batch = await StartAsync();
        await batch.Pwsh.JsonAsync($"{Start} | ForEach-Object Total");

        await KillAsync(batch, Receive, () => HasStalled(batch), stall: 7);
        LedgerOf(batch).ShouldNotContain("\"receivedAt\"");

        ShouldBeAnswered(await AnswersAsync(batch, "Receive-QwenBatch"), Count);
        CountOf(batch, "GET", "/content").ShouldBe(1);
        LedgerOf(batch).ShouldContain("\"receivedAt\"");
    }

    private static async Task<BatchServer> StartAsync()
    {
        var batch = await BatchServer.StartAsync();
        batch.Pwsh.With("COUNT", $"{Count}");
        return batch;
    }

    private static int CountOf(BatchServer batch, string method, string path) => batch.Of(method, path).Count;

    private static bool HasStalled(BatchServer batch) => File.Exists(Path.Join(batch.Pwsh.Project, "stalled"));

    private static string LedgerOf(BatchServer batch) => File.ReadAllText(Path.Join(batch.FolderOf("killed"), "batch.json"));

    private static async Task KillAsync(BatchServer batch, string command, Func<bool> isMoment, int stall = 0)
    {
        batch.Pwsh.With("STALL", $"{stall}");
        using var process = Process.Start(batch.Pwsh.PreparePwsh("-NoProfile", "-Command", $"Import-Module '{ModulePackage.Manifest}'; {command} | Out-Null"))!;
        try
        {
            while (!process.HasExited && !isMoment())
                await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
            process.HasExited.ShouldBeFalse(process.HasExited ? await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : "");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        batch.Pwsh.With("STALL", "");
    }

    private static async Task ShouldGoOnAsync(BatchServer batch, int count = Count, int jobs = 1)
    {
        ShouldBeAnswered(await AnswersAsync(batch, $"{Start} | Receive-QwenBatch"), count);
        batch.Batches.Jobs.Count.ShouldBe(jobs);
        batch.Batches.Jobs.Select(job => job.InputFileId).ShouldBe(batch.Batches.Files.Where(file => file.Purpose == "batch").Select(file => file.Id));
    }

    private static async Task<string[]> AnswersAsync(BatchServer batch, string command)
    {
        var seen = await batch.Pwsh.JsonAsync($$"""@({{command}} | ForEach-Object { "$($_.InputObject): $($_.Text -replace '\s+', ' ')" }) | ConvertTo-Json -Compress""");
        return [.. seen.Texts()];
    }

    private static void ShouldBeAnswered(string[] answers, int count) => answers.ShouldBe(Enumerable.Range(1, count).Select(number => $"q{number}: You said: P q{number}"));
}
