namespace QwenCode.ModuleTests.Tools;

/// <summary>A model that never stops calling tools: the rounds are counted, and what happened is not lost.</summary>
public sealed class ToolRoundTests
{
    [PwshFact]
    public async Task The_last_round_ends_in_an_answer_and_a_warning()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Endless(new ScriptedCall("Get-Mark")) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            function Get-Mark { $global:marks++; "mark $marks" }
            $answer = Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark -MaximumToolRounds 3 -WarningVariable warned -WarningAction SilentlyContinue
            @{ Marks = $marks; Warned = $warned.Count; Statuses = @($answer.ToolCalls.Status | ForEach-Object { "$_" }) } | ConvertTo-Json -Compress
            """);

        (seen.Number("Marks"), seen.Number("Warned")).ShouldBe((3, 1));
        seen.Texts("Statuses").ShouldBe(["Completed", "Completed", "Completed", "NotRun"]);
        server.Requests.Count.ShouldBe(5);
    }

    [PwshFact]
    public async Task A_model_that_does_not_obey_ends_in_an_error_with_the_conversation()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.EndlessAnyway(new ScriptedCall("Get-Mark")) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            function Get-Mark { $global:marks++; "mark $marks" }
            try { Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark -MaximumToolRounds 2 } catch { $failure = $_ }
            $next = $failure.Exception.Conversation | Invoke-QwenChat again
            @{ Marks = $marks; Id = $failure.FullyQualifiedErrorId; Statuses = @($failure.Exception.ToolCalls.Status | ForEach-Object { "$_" }); Next = $next.Text } | ConvertTo-Json -Compress
            """);

        seen.Number("Marks").ShouldBe(2);
        seen.Text("Id").ShouldStartWith("ToolRoundsExceeded");
        seen.Texts("Statuses").ShouldBe(["Completed", "Completed", "NotRun", "NotRun"]);
        seen.Text("Next").ShouldBe("You said: again");
    }

    [PwshFact]
    public async Task A_command_redefined_after_the_request_began_stays_what_it_was()
    {
        var calls = new[] { "Get-Change", "Get-Mark", "Get-Date" }.Select(name => new ScriptedCall(name)).ToArray();
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(new ScriptedRound(calls), ScriptedRound.Call("Get-Mark")) });
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("""
            function Get-Mark { 'original' }
            function Get-Change { Set-Item function:global:Get-Mark { 'evil' }; Set-Item function:global:Get-Date { 'evil' }; Set-Alias Get-Mark Get-Process -Scope Global -Force; 'changed' }
            $tools = 'Get-Change', 'Get-Mark', 'Get-Date'
            Invoke-QwenChat go -Tool $tools -ApproveTool $tools
            """);

        var told = server.Requests[^1].ToolMessages.Select(message => message.Text).ToArray();
        told.Length.ShouldBe(4);
        (told[0], told[1], told[3]).ShouldBe(("changed", "original", "original"));
        told.ShouldNotContain("evil");
    }

    [PwshFact]
    public async Task Each_request_runs_a_function_as_it_is_then()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Mark")) });
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("""
            function Get-Mark { 'first' }
            1..2 | ForEach-Object { Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark }
            function Get-Mark { 'second' }
            Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark
            $block = { 'block' }
            Invoke-QwenChat go -Tool (New-QwenTool -Name Get-Mark -ScriptBlock $block) -ApproveTool Get-Mark
            Invoke-QwenChat go -Tool (New-QwenTool -Name Get-Other -ScriptBlock $block) -ApproveTool Get-Other
            function Get-Mark { [CmdletBinding()] param() dynamicparam { $many = [Management.Automation.RuntimeDefinedParameterDictionary]::new(); $names | ForEach-Object { $many.Add($_, [Management.Automation.RuntimeDefinedParameter]::new($_, [int], [Parameter]::new())) }; $many } }
            foreach ($names in 'One', ('One', 'Two')) { Invoke-QwenChat go -Tool Get-Mark }
            """);

        server.Requests.SelectMany(request => request.ToolMessages).Select(message => message.Text).Take(4).ShouldBe(["first", "first", "second", "block"]);
        server.Requests[8].Body.ShouldContain("Get-Other");
        server.Requests.Select(request => request.Body).Where(body => body.Contains("\"One\"")).Select(body => body.Contains("\"Two\"")).ShouldBe([false, false, true, true]);
    }

    [PwshFact]
    public async Task Many_requests_at_once_keep_their_own_calls_in_order()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            ToolScript = ToolScript.From(request => request.Round > 1 ? null : ScriptedRound.Call("Get-Echo", $$"""{"Text":"{{request.Messages[0].Text}}.{{request.Round}}"}""")),
        });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            function Get-Echo { param([string] $Text) "echo $Text" }
            $all = 1..30 | Invoke-QwenChat -Tool Get-Echo -ApproveTool Get-Echo -ThrottleLimit 8
            ConvertTo-Json -Compress @($all | ForEach-Object { "$($_.ToolCalls.Command)|$(($_.Messages | Where-Object Role -eq tool).Text)" })
            """);

        seen.Texts().ShouldBe(Enumerable.Range(1, 30).Select(i => $"Get-Echo -Text '{i}.0' Get-Echo -Text '{i}.1'|echo {i}.0 echo {i}.1"));
    }
}
