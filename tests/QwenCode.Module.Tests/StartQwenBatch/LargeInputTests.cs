namespace QwenCode.ModuleTests.StartQwenBatch;

/// <summary>Input that is larger than a request may be.</summary>
public sealed class LargeInputTests
{
    [PwshFact]
    public async Task The_error_has_the_limit_of_a_line_and_advice_that_the_command_can_follow()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $text = 'x' * 60MB
            $commands = { $text | Start-QwenBatch }, { $text | Start-QwenBatch 'Classify' }, { 'x' * 20MB | Start-QwenBatch }, { 'a' | Start-QwenBatch -SystemPrompt $text }
            $failures = $commands | ForEach-Object { try { $ErrorActionPreference = 'Stop'; & $_ } catch { "$_" } }
            @{ Failures = @($failures); File = "$(try { $text | Start-QwenBatch -OutFile out.jsonl -ErrorAction Stop } catch { $_ })" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Failures").ShouldBe(Enumerable.Repeat("The input was not sent: its request is larger than a line of a batch can be (15 MB). Send less text, or smaller images.", 4));
        seen.Text("File").ShouldBe("Nothing was sent: the request has more than 50 MB of text, the maximum for one request. Send less text, or smaller images.");
        batch.Batches.Jobs.ShouldBeEmpty();
    }
}
