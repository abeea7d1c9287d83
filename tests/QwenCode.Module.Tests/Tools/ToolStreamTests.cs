namespace QwenCode.ModuleTests.Tools;

/// <summary>What a tool writes goes to the model, and to no stream of the user's.</summary>
public sealed class ToolStreamTests
{
    private const string Noise = """
        function Get-Noise {
            [CmdletBinding()] param()
            'an output'; Write-Host 'a host line'; $Host.UI.Write('half '); $Host.UI.WriteLine('a line'); Write-Warning 'a warning'; Write-Information 'an information'
            Write-Error 'an error'; Write-Verbose 'a verbose line' -Verbose; Write-Debug 'a debug line' -Debug; Write-Progress 'a progress' -PercentComplete 5
        }
        """;

    private static readonly ToolScript Once = ToolScript.Of(ScriptedRound.Call("Get-Noise"));

    [PwshFact]
    public async Task Streams_of_a_tool_are_in_its_result_alone()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = Once, Reply = _ => "the answer" });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            {{Noise}}
            $errorsBefore = $Error.Count
            $output = Invoke-QwenChat go -Tool Get-Noise -ApproveTool Get-Noise -AsText 2>2.txt 3>3.txt 4>4.txt 5>5.txt 6>6.txt -ErrorVariable ev -WarningVariable wv -InformationVariable iv
            @{ Output = @($output); Streams = "$(Get-Content 2.txt, 3.txt, 4.txt, 5.txt, 6.txt)"; Variables = "$($ev.Count),$($wv.Count),$($iv.Count)" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Output").ShouldBe(["the answer"]);
        seen.Text("Streams").ShouldBe("");
        seen.Text("Variables").ShouldBe("0,0,0");
        var told = server.Requests[1].ToolMessages.Single().Text;
        foreach (var part in new[] { "an output", "a host line", "half a line", "WARNING: a warning", "ERROR: an error" })
            told.ShouldContain(part);
    }

    [PwshFact]
    public async Task The_last_line_on_the_host_is_in_the_result_without_its_end()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = Once });
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("function Get-Noise { $Host.UI.Write('the tail') }; Invoke-QwenChat go -Tool Get-Noise -ApproveTool Get-Noise -AsText");

        server.Requests[1].ToolMessages.Single().Text.ShouldBe("the tail");
    }

    [PwshFact]
    public async Task Arguments_of_a_function_are_shown_as_they_would_be_typed_and_checked_before_it_runs()
    {
        var calls = new ScriptedRound(new ScriptedCall("Get-Noise", """{"Off":false,"Count":2}"""), new ScriptedCall("Get-Noise", """{"Count":"two"}"""));
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(calls) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            function Get-Noise { param([switch] $Off, [int] $Count) "$Off $Count" }
            $answer = Invoke-QwenChat go -Tool Get-Noise -ApproveTool Get-Noise -WarningAction Ignore
            @($answer.ToolCalls | ForEach-Object { "$($_.Command)|$($_.Status)" }) | ConvertTo-Json -Compress
            """);

        seen.Texts().ShouldBe(["Get-Noise -Off:$false -Count 2|Completed", "|InvalidArguments"]);
        server.Requests[1].ToolMessages[0].Text.ShouldBe("False 2");
    }

    [PwshFact]
    public async Task Standard_output_of_a_process_has_the_text_alone()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = Once, Reply = _ => "the answer" });
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunCommandAsync($"Import-Module '{ModulePackage.Manifest}'\n{Noise}\nInvoke-QwenChat go -Tool Get-Noise -ApproveTool Get-Noise -AsText");

        (result.Output.Trim(), result.Errors, result.ExitCode).ShouldBe(("the answer", "", 0));
    }

    [PwshFact]
    public async Task A_request_inside_a_tool_has_no_approval_of_the_outer_one()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            ToolScript = ToolScript.From(request => request.Round > 0 ? null : ScriptedRound.Call(request.ToolNames.Contains("Get-Outer") ? "Get-Outer" : "Get-Mark")),
        });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            function Get-Mark { $global:marks++; 'marked' }
            function Get-Outer { "plain: $(Invoke-QwenChat plain -AsText)"; $inner = Invoke-QwenChat inner -Tool Get-Mark; "$($inner.ToolCalls.Status)/$($inner.ToolCalls.Approval)" }
            $answer = Invoke-QwenChat go -Tool Get-Outer, Get-Mark -ApproveTool Get-Outer, Get-Mark -WarningAction Ignore
            @{ Text = $answer.Text; Marks = [int] $marks } | ConvertTo-Json -Compress
            """);

        seen.Text("Text").ShouldContain("plain: You said: plain");
        seen.Text("Text").ShouldContain("Denied/Unavailable");
        seen.Number("Marks").ShouldBe(0);
    }

    [PwshTheory]
    [InlineData("while ($true) { Write-Host $text -NoNewline }", "the command was stopped after")]
    [InlineData("while ($true) { Write-Warning $text }", "the command was stopped after")]
    [InlineData("while ($true) { Write-Error $text }", "the command was stopped after")]
    [InlineData("1..9000 | ForEach-Object { @{ A = $text } }", "these are the first 50000 of")]
    public async Task Texts_that_are_together_longer_than_a_string_can_be_are_truncated(string body, string told)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = Once });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            function Get-Noise { $text = 'x' * 300KB; {{body}} }
            $answer = Invoke-QwenChat go -Tool Get-Noise -ApproveTool Get-Noise
            ConvertTo-Json -Compress "$($answer.ToolCalls.Status)"
            """);

        seen.GetString().ShouldBe("Completed");
        server.Requests[1].ToolMessages.Single().Text.ShouldContain($"[The output is truncated: {told}");
    }

    [PwshFact]
    public async Task Verbose_lines_which_no_model_is_told_do_not_count_as_output()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = Once });
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("function Get-Noise { foreach ($i in 1..10500) { Write-Verbose $i -Verbose *>&1 }; 'after' }; Invoke-QwenChat go -Tool Get-Noise -ApproveTool Get-Noise");

        server.Requests[1].ToolMessages.Single().Text.ShouldBe("after");
    }
}
