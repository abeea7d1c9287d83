namespace QwenCode.ModuleTests.Tools;

/// <summary>Tools in a session that shows its user some commands only, as an endpoint of Just Enough Administration does.</summary>
public sealed class RestrictedSessionTests
{
    [PwshFact]
    public async Task A_command_that_the_session_hides_cannot_be_a_tool()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Ticket", """{"Number":4711}""")) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $functions = @(
                @{ Name = 'Get-Ticket'; ScriptBlock = { param([int] $Number) "ticket $Number" } }
                @{ Name = 'Get-Hidden'; ScriptBlock = { 'hidden' } }
            )
            $aliases = @{ Name = 'hidden'; Value = 'Get-Hidden' }, @{ Name = 'ticket'; Value = 'Get-Ticket' }
            New-PSSessionConfigurationFile -Path limited.pssc -SessionType RestrictedRemoteServer -ModulesToImport $manifest -VisibleCmdlets *-Qwen*, Get-Date `
                -FunctionDefinitions $functions -VisibleFunctions Get-Ticket -AliasDefinitions $aliases -VisibleAliases hidden, ticket -VisibleProviders FileSystem
            $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateFromSessionConfigurationFile("$PWD/limited.pssc"))
            $runspace.Open()
            function Invoke-Limited([string] $Name, [hashtable] $Parameters) {
                $shell = [powershell]::Create()
                $shell.Runspace = $runspace
                try { $shell.AddCommand($Name).AddParameters($Parameters).Invoke() } catch { $_.Exception.InnerException.Message }
            }
            Set-Content script.ps1 'param() 1'
            $hidden = 'Get-Hidden', 'hidden', 'Get-PSDrive', 'Microsoft.PowerShell.Management\Get-PSDrive', 'Microsoft.PowerShell.Archive\Compress-Archive', './script.ps1'
            $answer = Invoke-Limited Invoke-QwenChat @{ Prompt = 'go'; Tool = 'Get-Ticket'; ApproveTool = 'Get-Ticket' }
            @{
                Hidden  = @($hidden | ForEach-Object { "$(Invoke-Limited Get-QwenTool @{ Command = $_ })" })
                Request = "$(Invoke-Limited Invoke-QwenChat @{ Prompt = 'go'; Tool = 'Get-PSDrive'; ApproveTool = 'Get-PSDrive' })"
                Visible = @('Get-Ticket', 'ticket', 'Get-Date' | ForEach-Object { "$(Invoke-Limited Get-QwenTool @{ Command = $_ })" })
                Status  = "$($answer.ToolCalls.Status)"
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Hidden").ShouldAllBe(text => text.Contains("cannot be used as a tool: there is no such command.", StringComparison.Ordinal));
        seen.Text("Request").ShouldContain("cannot be used as a tool: there is no such command.");
        seen.Texts("Visible").ShouldBe(["Get-Ticket", "Get-Ticket", "Get-Date"]);
        seen.Text("Status").ShouldBe("Completed");
        server.Requests.Count.ShouldBe(2);
    }
}
