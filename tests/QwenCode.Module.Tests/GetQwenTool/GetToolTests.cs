namespace QwenCode.ModuleTests.GetQwenTool;

/// <summary>Commands shown as a model would see them.</summary>
public sealed class GetToolTests
{
    private const string Sets = """
        function Get-Sets { [CmdletBinding(DefaultParameterSetName = 'B')] param([Parameter(ParameterSetName = 'A', Mandatory)] [int] $A, [Parameter(ParameterSetName = 'B')] [int] $B, [Parameter(ParameterSetName = 'C', Mandatory)] [scriptblock] $C) }
        function Get-One { param([int] $X) }

        """;

    [PwshFact]
    public async Task The_default_set_is_shown_or_those_of_a_pattern_that_a_model_can_use()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync(Sets + """
            function Shown { process { "$($_.Name):$($_.ParameterSetName):$($_.Parameters)" } }
            @{
                Default = @(Get-QwenTool Get-Sets | Shown)
                All     = @(Get-QwenTool Get-Sets -ParameterSetName * | Shown)
                One     = @(Get-QwenTool Get-Sets -ParameterSetName a | Shown)
                Several = @(Get-QwenTool Get-Sets, Get-One | Shown)
                Piped   = @(Get-Command Get-Sets, Get-One | Get-QwenTool | Shown)
                Single  = @(Get-QwenTool Get-One -ParameterSetName * | Shown)
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Default").ShouldBe(["Get-Sets:B:B"]);
        seen.Texts("All").ShouldBe(["Get-Sets:A:A", "Get-Sets:B:B"], ignoreOrder: true);
        seen.Texts("One").ShouldBe(["Get-Sets:A:A"]);
        seen.Texts("Several").ShouldBe(["Get-Sets:B:B", "Get-One::X"]);
        seen.Texts("Piped").ShouldBe(["Get-Sets:B:B", "Get-One::X"]);
        seen.Texts("Single").ShouldBe(["Get-One::X"]);
    }

    [PwshFact]
    public async Task A_command_that_is_none_does_not_keep_the_others_back()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync(Sets + """
            $tools = Get-QwenTool Get-Nothing, Get-One, Invoke-Expression -ErrorAction SilentlyContinue -ErrorVariable problems
            $null = Get-QwenTool Get-Sets -ParameterSetName C* -ErrorAction SilentlyContinue -ErrorVariable +problems
            @{ Tools = @($tools.Name); Ids = @($problems | ForEach-Object { "$($_.FullyQualifiedErrorId) $($_.TargetObject)" }); Last = "$($problems[-1])" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Tools").ShouldBe(["Get-One"]);
        seen.Texts("Ids").Length.ShouldBe(3);
        seen.Texts("Ids").ShouldAllBe(id => id.StartsWith("InvalidTool,"));
        seen.Text("Last").ShouldContain("no parameter set that a model can use has a name like C*");
        seen.Text("Last").ShouldContain("Specify one of these: ");
    }
}
