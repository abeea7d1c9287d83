namespace QwenCode.ModuleTests.ReceiveQwenBatch;

/// <summary>Inputs with members that an object of PowerShell cannot have.</summary>
public sealed class InputMemberTests
{
    [PwshTheory]
    [InlineData("""{"":"kept"}""")]
    [InlineData("""{"PSObject":"kept"}""")]
    [InlineData("""{"a":"kept","A":"other"}""")]
    public async Task Such_an_input_is_not_lost(string json)
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync($$"""
            ConvertFrom-Json '{{json}}' -AsHashtable | Start-QwenBatch 'P' -Name odd | Out-Null
            $answer = Receive-QwenBatch odd
            @{ IsNull = $null -eq $answer.InputObject; Text = "$($answer.InputObject | ConvertTo-Json -Compress)" } | ConvertTo-Json -Compress
            """);

        seen.Flag("IsNull").ShouldBeFalse();
        seen.Text("Text").ShouldContain("kept");
    }

    [PwshFact]
    public async Task A_table_that_enumerates_pairs_of_its_own_is_an_input_like_any_other()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            $start = [Diagnostics.ProcessStartInfo]::new('x')
            $start.EnvironmentVariables['A_NAME'] = 'a value'
            $total = ('a', $start | Start-QwenBatch 'P' -Name pairs).Total
            @{ Total = $total; Text = "$((Receive-QwenBatch pairs)[1].InputObject | ConvertTo-Json -Depth 5 -Compress)" } | ConvertTo-Json -Compress
            """);

        seen.Number("Total").ShouldBe(2);
        seen.Text("Text").ShouldContain("a value");
    }
}
