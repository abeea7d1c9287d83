namespace QwenCode.ModuleTests.Tools;

/// <summary>Cmdlets of PowerShell that run with arguments of a model.</summary>
public sealed class CmdletCallTests
{
    [PwshFact]
    public async Task Cmdlets_get_objects_encodings_and_dates_as_they_expect_them()
    {
        ScriptedCall[] calls =
        [
            new("Set-Content", """{"Path":["a.txt"],"Value":["ä"],"Encoding":"utf32","NoNewline":true}"""),
            new("ConvertTo-Csv", """{"InputObject":{"Name":"a","Count":2}}"""),
            new("ConvertTo-Html", """{"InputObject":{"Name":"a"},"Fragment":true}"""),
            new("New-TimeSpan", """{"Start":"2026-03-04T05:06:07Z","End":"2026-03-05T05:06:07Z"}"""),
            new("Join-Path", """{"Path":["a"],"ChildPath":["b"]}"""),
            new("Get-Date", """{"Date":"2026-03-04","Format":"yyyy"}"""),
        ];
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(new ScriptedRound(calls)) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $tools = Get-QwenTool Set-Content, ConvertTo-Csv, New-TimeSpan, Join-Path
            $tools += New-QwenTool ConvertTo-Html -ParameterSetName Fragment
            $tools += New-QwenTool Get-Date -Parameter Date, Format
            $answer = Invoke-QwenChat 'go' -Tool $tools -ApproveTool $tools.Name
            @{
                Calls   = @($answer.ToolCalls | ForEach-Object { "$($_.Name) $($_.Status) $($_.Error)".Trim() })
                Results = @($answer.Messages | Where-Object Role -eq tool | ForEach-Object { $_.Text -replace '\r' })
                Bytes   = [IO.File]::ReadAllBytes("$PWD/a.txt") -join ' '
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Calls").ShouldBe(calls.Select(call => $"{call.Name} Completed"));
        seen.Text("Bytes").ShouldBe("255 254 0 0 228 0 0 0");
        var results = seen.Texts("Results");
        results[1].ShouldBe("\"Name\",\"Count\"\n\"a\",\"2\"");
        results[2].ShouldContain("<td>a</td>");
        results[3].ShouldBe("1.00:00:00");
        (results[4].Replace('\\', '/'), results[5]).ShouldBe(("a/b", "2026"));
    }
}
