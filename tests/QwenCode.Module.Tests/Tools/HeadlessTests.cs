using System.Diagnostics;

namespace QwenCode.ModuleTests.Tools;

/// <summary>Where nobody can be prompted, what was not approved beforehand is not run: the command's own record and the service's prove it.</summary>
public sealed class HeadlessTests
{
    private const string Mark = "function Set-Mark { [CmdletBinding(SupportsShouldProcess)] param([string] $Name = 'none') Add-Content marks.txt $Name; \"mark $Name\" }";

    [PwshTheory]
    [InlineData("CI", "-NoProfile", "-Command")]
    [InlineData("", "-NoProfile", "-NonInteractive", "-Command")]
    [InlineData("", "-NoProfile", "-Command")]
    public async Task A_process_denies_what_is_not_approved_and_runs_what_is(string variable, params string[] arguments)
    {
        await using var server = await StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server).With("CI", variable.Length > 0 ? "true" : "");

        var denied = await RunAsync(pwsh, arguments, "(Invoke-QwenChat go -Tool Set-Mark).ToolCalls | ForEach-Object { \"$($_.Status) $($_.Approval)\" }; Test-Path marks.txt");
        var approved = await RunAsync(pwsh, arguments, "(Invoke-QwenChat go -Tool Set-Mark -ApproveTool set-mark -AsText); Get-Content marks.txt");

        denied.ShouldContain("Denied Unavailable");
        denied.ShouldContain("False");
        denied.ShouldContain("WARNING: Calls of the tool Set-Mark were denied");
        approved.Trim().ShouldBe("mark a\na");
        server.Requests[1].ToolMessages.ShouldHaveSingleItem().Text.ShouldStartWith("Not run: it was not approved beforehand, and nobody can be prompted: ");
        server.Requests[3].ToolMessages.ShouldHaveSingleItem().Text.ShouldBe("mark a");
    }

    [PwshFact]
    public async Task Every_way_to_run_without_a_person_denies_at_once()
    {
        await using var server = await StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Mark + $$"""

            $module = (Get-Module QwenCode).Path
            $ask = { "$((Invoke-QwenChat go -Tool Set-Mark -WarningAction Ignore).ToolCalls.Approval)" }
            $in = "Import-Module '$module'; {{Mark.Replace("\"", "`\"").Replace("$", "`$")}}; Set-Location '$PWD'; $ask"
            $runspace = [runspacefactory]::CreateRunspace(); $runspace.Open()
            $shell = [powershell]::Create($runspace)
            @{
                Here     = @("$(& $ask)")
                Job      = @("$(Start-Job ([scriptblock]::Create($in)) | Receive-Job -Wait -AutoRemoveJob)")
                Parallel = @(1, 2 | ForEach-Object -Parallel ([scriptblock]::Create($in)) | ForEach-Object { "$_" })
                Runspace = @($shell.AddScript($in).Invoke() | ForEach-Object { "$_" })
                Batch    = @('a', 'b', 'c' | Invoke-QwenChat -Tool Set-Mark -ThrottleLimit 3 -WarningAction Ignore | ForEach-Object { "$($_.ToolCalls.Approval)" })
                Stream   = @(Invoke-QwenChat go -Tool Set-Mark -Stream -WarningAction Ignore | ForEach-Object ToolCall | Where-Object { $_ } | ForEach-Object { "$($_.Approval)" })
                Confirm  = @("$((Invoke-QwenChat go -Tool Set-Mark -ApproveTool Set-Mark -Confirm -WarningVariable confirmed -WarningAction SilentlyContinue).ToolCalls.Approval)")
                Advice   = "$confirmed"
                WhatIf   = @("$((Invoke-QwenChat go -Tool Set-Mark -ApproveTool Set-Mark -WhatIf).ToolCalls.Status)")
                Quiet    = @("$(& { $WhatIfPreference = $true; (Invoke-QwenChat go -Tool Set-Mark -ApproveTool Set-Mark).ToolCalls.Status })")
                Marks    = Test-Path marks.txt
            } | ConvertTo-Json -Compress
            """);

        foreach (var way in new[] { "Here", "Job", "Parallel", "Runspace", "Batch", "Stream", "Confirm" })
            seen.Texts(way).Distinct().ShouldBe(["Unavailable"], way);
        (seen.Texts("Parallel").Length, seen.Texts("Batch").Length).ShouldBe((2, 3));
        (seen.Texts("WhatIf").Single(), seen.Texts("Quiet").Single()).ShouldBe(("NotRun", "NotRun"));
        seen.GetProperty("Advice").GetString()!.ShouldContain("-ApproveTool Set-Mark without -Confirm approves them beforehand");
        seen.Flag("Marks").ShouldBeFalse();
        server.Requests.SelectMany(request => request.ToolMessages).ShouldAllBe(message => message.Text.StartsWith("Not run: "));
    }

    [PwshFact]
    public async Task An_answer_whose_calls_are_only_shown_is_no_reason_for_a_warning()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(ScriptedRound.Call("Get-PSDrive", "{}")) });
        using var pwsh = new PwshRun().WithServer(server);

        var warnings = await pwsh.JsonAsync("""
            $null = Invoke-QwenChat 'Which drive is nearly full?' -Tool Get-PSDrive -WhatIf -WarningVariable sent -WarningAction SilentlyContinue
            $null = Invoke-QwenChat 'Which drive is nearly full?' -Tool Get-PSDrive -WhatIf -Stream -WarningVariable streamed -WarningAction SilentlyContinue
            ConvertTo-Json -Compress @(@($sent; $streamed) | ForEach-Object { "$_" })
            """);

        warnings.Texts().ShouldBeEmpty();
    }

    [PwshFact]
    public async Task No_constructor_of_a_type_runs_before_the_call_is_approved()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Made", """{"Value":"a"}"""), ScriptedRound.Call("Get-Made", """{"Value":{"Name":"a"}}""")) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            class Made {
                [string] $Name
                Made() { Add-Content marks.txt made }
                Made([string] $name) { Add-Content marks.txt made }
            }
            function Get-Made { param([Made] $Value) 'ran' }
            $denied = Invoke-QwenChat go -Tool Get-Made -WarningAction Ignore
            @{ Status = @($denied.ToolCalls | ForEach-Object { "$($_.Status)" }); Marks = Test-Path marks.txt } | ConvertTo-Json -Compress
            """);

        seen.Texts("Status").ShouldBe(["Denied", "Denied"]);
        seen.Flag("Marks").ShouldBeFalse();
    }

    [PwshFact]
    public async Task Only_exact_names_of_offered_tools_approve_and_a_command_that_confirms_itself_is_denied()
    {
        await using var server = await StartAsync("Clear-Mark");
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Mark + """

            function Clear-Mark { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('marks')) { Set-Mark } }
            function Get-Failure($step) { try { & $step } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])" } }
            $medium = & { $ConfirmPreference = 'Low'; (Invoke-QwenChat go -Tool Clear-Mark -ApproveTool Clear-Mark -WarningAction Ignore).ToolCalls }
            $high = Invoke-QwenChat go -Tool Clear-Mark -ApproveTool Clear-Mark -WarningVariable warned -WarningAction SilentlyContinue
            $before = Test-Path marks.txt
            $fixed = Invoke-QwenChat go -Tool (New-QwenTool Clear-Mark -FixedParameter @{ Confirm = $false }) -ApproveTool Clear-Mark
            @{
                Refused = @(
                    Get-Failure { Invoke-QwenChat go -Tool Clear-Mark -ApproveTool Clear-* }
                    Get-Failure { Invoke-QwenChat go -Tool Clear-Mark -ApproveTool Clear }
                    Get-Failure { Invoke-QwenChat go -Tool Clear-Mark -ApproveTool Set-Mark }
                    Get-Failure { Invoke-QwenChat go -ApproveTool Set-Mark }
                    Get-Failure { Invoke-QwenChat go -Tool Clear-Mark -ExtraBody @{ tools = @() } }
                    Get-Failure { Invoke-QwenChat go -Tool Clear-Mark, Clear-Mark }
                )
                High    = @("$($medium.Approval)", "$($high.ToolCalls.Approval)")
                Warned  = "$warned"
                Before  = $before
                Fixed   = "$($fixed.ToolCalls.Status)"
                Marks   = @(Get-Content marks.txt).Count
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Refused").ShouldBe(["InvalidParameter", "InvalidParameter", "InvalidParameter", "InvalidParameter", "InvalidParameter", "InvalidTool"]);
        seen.Texts("High").ShouldBe(["Unavailable", "Unavailable"]);
        seen.Text("Warned").ShouldContain("requires confirmation");
        seen.Flag("Before").ShouldBeFalse();
        seen.Text("Fixed").ShouldBe("Completed");
        seen.Number("Marks").ShouldBe(1);
    }

    private static Task<LoopbackServer> StartAsync(string tool = "Set-Mark") => LoopbackServer.StartAsync(new LoopbackOptions
    {
        ToolScript = ToolScript.Of(ScriptedRound.Call(tool, tool == "Set-Mark" ? """{"Name":"a"}""" : "{}")),
    });

    // Its input is a pipe that stays open: what waits for it waits for ever.
    private static async Task<string> RunAsync(PwshRun pwsh, string[] arguments, string script)
    {
        using var process = Process.Start(pwsh.PreparePwsh([.. arguments, $"Import-Module '{ModulePackage.Manifest}'; {Mark}; {script}"]))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2));
        return (await output).ReplaceLineEndings("\n");
    }
}
