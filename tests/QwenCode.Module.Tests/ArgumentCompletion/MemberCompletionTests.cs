namespace QwenCode.ModuleTests.ArgumentCompletion;

/// <summary>What Tab offers after an answer.</summary>
public sealed class MemberCompletionTests
{
    [PwshTheory]
    [InlineData("(Invoke-QwenChat hi).")]
    [InlineData("$a = Invoke-QwenChat hi; $a.")]
    [InlineData("Invoke-QwenChat hi | ForEach-Object { $_.")]
    public async Task Exactly_the_members_of_an_answer_and_of_a_chunk_are_offered(string line)
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync($$"""
            $line = '{{line}}'
            @{
                Offered = @((TabExpansion2 $line $line.Length).CompletionMatches.ListItemText)
                Needed  = @([QwenCode.ChatAnswer], [QwenCode.ChatDelta] | ForEach-Object { $_.GetProperties().Name })
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Needed").ShouldBeSubsetOf(seen.Texts("Offered"));
        seen.Texts("Offered").ShouldNotContain(name => name == "BaseObject" || name == "Trim" || name == "Length");
    }
}
