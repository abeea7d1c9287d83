namespace QwenCode.ModuleTests.Tools;

/// <summary>Tools that fail, never end, prompt, or change what they should not.</summary>
public sealed class MisbehaviorTests
{
    // Each function is a tool, and what the model must be told begins so, or contains it if it is between asterisks.
    private static readonly (string Name, string Body, string Status, string Told)[] Tools =
    [
        ("Get-Nothing", "", "Completed", "(no output)"),
        ("Get-Null", "$null", "Completed", "(no output)"),
        ("Get-Empty", "''", "Completed", "(no output)"),
        ("Get-Data", "[pscustomobject]@{ Name = 'a'; Items = @(1, @{ Deep = @{ Deeper = @('x') } }) }", "Completed", """{"Name":"a","Items":[1,{"Deep":{"Deeper":["x"]}}]}"""),
        ("Get-Large", "'x' * 10MB", "Completed", "*[The output is truncated: these are the first 50000 of 10485760 characters.]*"),
        ("Get-Cycle", "$a = @{}; $a.Self = $a; $a; 'after'", "Completed", "*after*"),
        ("Get-Endless", "while ($true) { 'again' }", "Completed", "*[The output is truncated: the command was stopped after 10000 objects.]*"),
        ("Get-EndlessLine", "$text = 'x' * 100KB; while ($true) { Write-Host $text -NoNewline }", "Completed", "*[The output is truncated: the command was stopped after *"),
        ("Get-Thrown", "'before'; throw 'broken'", "Failed", "before\nThe command failed: broken"),
        ("Get-Stopped", "Get-Item /nothing/here -ErrorAction Stop", "Failed", "The command failed: Cannot find path"),
        ("Get-Errors", "Write-Error 'one'; Write-Warning 'two'; Write-Host 'three'; Write-Information 'four'; Write-Verbose 'five' -Verbose; 'six'", "Completed", "ERROR: one\nWARNING: two\nthree\nfour\nsix"),
        ("Get-HostText", "$Host.UI.Write('a'); $Host.UI.WriteLine('b'); 'c'", "Completed", "ab\nc"),
        ("Get-Answer", "Read-Host 'Who'", "Failed", "*nobody can be prompted*"),
        ("Get-Mandatory", "Get-Inner", "Failed", "*missing mandatory parameters*"),
        ("Get-Login", "Get-Credential", "Failed", "*nobody can be prompted*"),
        ("Get-Sure", "$ExecutionContext.Host.UI.PromptForChoice('a', 'b', [Management.Automation.Host.ChoiceDescription[]]@('&y', '&n'), 0)", "Failed", "*nobody can be prompted*"),
        ("Get-Exit", "'before'; exit 5", "Completed", "before\n[Exit code: 5]"),
        ("Get-ScriptExit", "'before'; & ./exit.ps1; 'after'", "Completed", "before\nafter\n[Exit code: 3]"),
        ("Get-ExitCode", "\"code $LASTEXITCODE\"", "Completed", "code 0"),
        ("Get-NativeFailure", "& dotnet no-such-command *> $null", "Completed", "[Exit code: 1]"),
        ("Get-ShouldExit", "$Host.SetShouldExit(3); 'after'", "Completed", "after"),
        ("Get-PipelineStop", "throw [Management.Automation.PipelineStoppedException]::new()", "Failed", "*it was stopped*"),
        ("Get-Sure2", "[CmdletBinding()] param() $PSCmdlet.ShouldContinue('a', 'b')", "Failed", "*nobody can be prompted*"),
        ("Get-Nested", "$Host.EnterNestedPrompt(); 'after'", "Failed", "*cannot open a prompt*"),
        ("Get-Break", "'before'; break", "Completed", "before"),
        ("Get-Elsewhere", "Set-Location /; \"$PWD\"", "Completed", "/"),
        ("Get-Here", "\"$PWD\"", "Completed", "*project*"),
        ("Set-Name", "$name = 'changed'; $ErrorActionPreference = 'Stop'; \"$name\"", "Completed", "changed"),
        ("Get-Native", "& dotnet --version", "Completed", "*."),
        ("Get-Chat", "\"$((Invoke-QwenChat 'inner' -Tool Get-Nothing -WarningAction Ignore).ToolCalls.Approval)\"; (Invoke-QwenChat 'plain').Text", "Completed", "Unavailable\nYou said: plain"),
        ("Get-Secret", "'key sk-proj-0123456789abcdefghijABCDEFGHIJ'", "Completed", "key ****"),
        ("Get-Settings", "@{ password = 'hunter 22' } | ConvertTo-Json -Compress; 'X-Api-Key: abc123'; 'total_tokens=12'", "Completed", "{\"password\":\"****\"}\nX-Api-Key: ****\ntotal_tokens=12"),
        ("Get-Exception", "[int]::Parse('x')", "Failed", "*correct format*"),
        ("Remove-Self", "Remove-Item function:Get-Last; function global:Get-Last { 'redefined' }; Set-Alias Get-Last Get-Date -Scope Global", "Completed", "(no output)"),
        ("Get-Last", "'original'", "Completed", "original"),
    ];

    [PwshFact]
    public async Task Each_is_answered_in_order_and_nothing_of_it_reaches_the_output_or_the_session()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            ToolScript = ToolScript.From(request =>
                request.ToolResults.Count > 0 ? null
                : request.LastUserText == "go" ? new ScriptedRound([.. Tools.Select(tool => new ScriptedCall(tool.Name))])
                : request.LastUserText == "inner" ? ScriptedRound.Call("Get-Nothing")
                : null),
        });
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server).With("NO_COLOR", "1");
        pwsh.Write("project/exit.ps1", "exit 3");
        pwsh.Write("project/tools.ps1", "function Get-Inner { param([Parameter(Mandatory)] $Value) $Value }\n" + string.Join('\n', Tools.Select(tool => $"function {tool.Name} {{ {tool.Body} }}")));

        var seen = await pwsh.JsonAsync($$"""
            . ./tools.ps1
            $name = 'mine'; $LASTEXITCODE = 7; $place = "$PWD"
            $names = '{{string.Join("', '", Tools.Select(tool => tool.Name))}}'
            $answer = Invoke-QwenChat go -Tool $names -ApproveTool $names 2> err.txt 3> warn.txt 4> verbose.txt 6> info.txt
            @{
                Objects = @($answer).Count
                Status  = @($answer.ToolCalls | ForEach-Object { "$($_.Status)" })
                Lengths = @($answer.ToolCalls.ResultLength | Where-Object { $_ -gt 51000 }).Count
                Streams = @('err.txt', 'warn.txt', 'verbose.txt', 'info.txt' | ForEach-Object { (Get-Item $_).Length })
                Session = @($name, "$ErrorActionPreference", "$($place -eq $PWD)", $Host.Name, "$LASTEXITCODE")
                Alive   = (Invoke-QwenChat 'still there?').Text
            } | ConvertTo-Json -Compress
            """);

        seen.Number("Objects").ShouldBe(1);
        seen.Texts("Status").Zip(Tools, (status, tool) => $"{tool.Name} {status}").ShouldBe(Tools.Select(tool => $"{tool.Name} {tool.Status}"));
        foreach (var ((_, told), tool) in server.Requests.First(request => request.ToolMessages.Count == Tools.Length).ToolMessages.Select(message => (message.Id, message.Text.ReplaceLineEndings("\n"))).Zip(Tools))
        {
            if (tool.Told.StartsWith('*'))
                told.ShouldContain(tool.Told.Trim('*'), customMessage: tool.Name);
            else
                told.ShouldStartWith(tool.Told, customMessage: tool.Name);
        }

        seen.Number("Lengths").ShouldBe(0);
        seen.GetProperty("Streams").EnumerateArray().Select(length => length.GetInt32()).ShouldBe([0, 0, 0, 0]);
        seen.Texts("Session").ShouldBe(["mine", "Continue", "True", "ConsoleHost", "7"]);
        seen.Text("Alive").ShouldBe("You said: still there?");
    }

    [PwshTheory]
    [InlineData("Set-Variable LASTEXITCODE 7 -Option ReadOnly -Scope Global -Force")]
    [InlineData("[ValidateRange(5, 9)] [int] $global:LASTEXITCODE = 7")]
    public async Task An_exit_code_that_cannot_be_set_stays_and_the_tool_runs(string setUp)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Mark")) });
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            function Get-Mark { 'mark' }
            {{setUp}}
            $answer = Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark
            @{ Text = "$answer"; Code = $LASTEXITCODE } | ConvertTo-Json -Compress
            """);

        (seen.Text("Text"), seen.Number("Code")).ShouldBe(("mark", 7));
    }

    [PwshFact]
    public async Task A_call_that_runs_too_long_is_stopped_and_what_it_wrote_is_kept()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Late")) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            function Get-Late { 'before'; Start-Sleep 600; 'after' }
            $answer = Invoke-QwenChat go -Tool Get-Late -ApproveTool Get-Late -ToolTimeoutSec 1
            @{ Status = "$($answer.ToolCalls.Status)"; Seconds = [int] $answer.ToolCalls[0].Duration.TotalSeconds; Text = "$answer" } | ConvertTo-Json -Compress
            """);

        seen.Text("Status").ShouldBe("TimedOut");
        seen.Number("Seconds").ShouldBeInRange(1, 300);
        seen.Text("Text").ShouldBe("before\nThe command did not complete: it ran longer than allowed and was stopped");
    }

    [PwshFact]
    public async Task Rounds_without_end_are_limited_and_the_model_is_told_to_answer()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Endless(new ScriptedCall("Get-Mark")) });
        using var pwsh = new PwshRun().WithServer(server);

        var answered = await pwsh.JsonAsync("""
            function Get-Mark { $script:runs++; 'mark' }
            $runs = 0
            $answer = Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark -MaximumToolRounds 3 -WarningVariable warned -WarningAction SilentlyContinue
            @{ Runs = $runs; Status = @($answer.ToolCalls | ForEach-Object { "$($_.Status)" }); Warned = "$warned"; Attempts = $answer.Attempts; Tokens = $answer.Usage.TotalTokens; Messages = $answer.Messages.Count } | ConvertTo-Json -Compress
            """);
        server.Options.ToolScript = ToolScript.EndlessAnyway(new ScriptedCall("Get-Mark"));
        var failed = await pwsh.JsonAsync("""
            function Get-Mark { $script:runs++; 'mark' }
            $runs = 0
            $failure = try { Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark -MaximumToolRounds 2 } catch { $_ }
            @{ Runs = $runs; Id = $failure.FullyQualifiedErrorId.Split(',')[0]; Calls = $failure.Exception.ToolCalls.Count; Roles = @($failure.Exception.Conversation.Messages.Role | Group-Object | ForEach-Object { "$($_.Name) $($_.Count)" }) } | ConvertTo-Json -Compress
            """);

        answered.Number("Runs").ShouldBe(3);
        answered.Texts("Status").ShouldBe(["Completed", "Completed", "Completed", "NotRun"]);
        answered.Text("Warned").ShouldContain("-MaximumToolRounds");
        answered.Number("Attempts").ShouldBe(5);
        answered.Number("Messages").ShouldBe(10);
        failed.Number("Runs").ShouldBe(2);
        failed.Text("Id").ShouldBe("ToolRoundsExceeded");
        failed.Number("Calls").ShouldBe(4);
        failed.Texts("Roles").ShouldBe(["assistant 4", "tool 4", "user 1"]);
    }

    [PwshFact]
    public async Task A_failure_after_calls_has_them_and_the_conversation_goes_on()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Mark")) });
        using var pwsh = new PwshRun().WithServer(server);
        server.Enqueue(Fault.None, Fault.BadRequest);

        var seen = await pwsh.JsonAsync("""
            function Get-Mark { 'mark' }
            $failure = try { Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark } catch { $_ }
            $again = $failure.Exception.Conversation | Invoke-QwenChat 'go on'
            $texts = Invoke-QwenChat 'text only' -Tool Get-Mark -AsText -ApproveTool Get-Mark
            @{ Id = $failure.FullyQualifiedErrorId.Split(',')[0]; Calls = @($failure.Exception.ToolCalls | ForEach-Object { "$_ $($_.Status)" }); Again = "$again"; Texts = @($texts) } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe("InvalidRequest");
        seen.Texts("Calls").ShouldBe(["Get-Mark({}) Completed"]);
        seen.Text("Again").ShouldBe("You said: go on");
        seen.Texts("Texts").ShouldBe(["mark"]);
    }

    [PwshFact]
    public async Task Nothing_but_a_call_of_an_offered_tool_runs_a_command()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            ToolCallFormat = ToolCallFormat.Text,
            ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Mark")),
            Reply = _ => "```powershell\nGet-Mark\n```\n<tool_call>{\"name\":\"Get-Mark\"}</tool_call>",
        });
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/.qwen/settings.json", """{ "mcpServers": { "m": { "command": "touch", "args": ["marks.txt"], "trust": true } }, "tools": { "approved": ["Get-Mark"] }, "hooks": { "start": "touch marks.txt" } }""");

        var seen = await pwsh.JsonAsync("""
            function Get-Mark { Add-Content marks.txt x }
            $answer = Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark -WarningVariable warned -WarningAction SilentlyContinue
            $plain = Invoke-QwenChat go
            @{ Marks = Test-Path marks.txt; Calls = $answer.ToolCalls.Count; Warned = "$warned"; Plain = "$plain".Contains('Get-Mark') } | ConvertTo-Json -Compress
            """);

        seen.Flag("Marks").ShouldBeFalse();
        seen.Number("Calls").ShouldBe(0);
        seen.Text("Warned").ShouldContain("tool call as text, which is never run");
        seen.Flag("Plain").ShouldBeTrue();
    }
}
