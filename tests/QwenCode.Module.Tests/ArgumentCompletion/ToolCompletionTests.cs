namespace QwenCode.ModuleTests.ArgumentCompletion;

/// <summary>The tools that can be approved: those of the command line.</summary>
public sealed class ToolCompletionTests
{
    [PwshFact]
    public async Task Approval_offers_the_specified_tools_by_the_names_that_a_model_sees()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/Get-Level.ps1", "1");

        var seen = await pwsh.JsonAsync(Tab.Functions + """
            $made = New-QwenTool Get-Item -Name items
            $lines = 'Get-Date, gci, ./Get-Level.ps1, $made, nothing -ApproveTool ', 'Get-Date, $made -ApproveTool I', '$made -ApproveTool Get-'
            $offered = foreach ($line in $lines) { (Find-Completion "Invoke-QwenChat hi -Tool $line¦").CompletionMatches.CompletionText -join ' ' }
            ConvertTo-Json -Compress @($offered)
            """);

        seen.Texts().ShouldBe(["Get-Date Get-ChildItem Get-Level items", "items", ""]);
    }
}
