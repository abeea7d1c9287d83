using System.Text.Json;

namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Answers in files and from jobs: small and complete.</summary>
public sealed class SerializedAnswerTests
{
    private const string Reply = """{"items":[{"a":{"b":{"c":{"d":[1,{"e":2}]}}}}]}""";

    [PwshFact]
    public async Task The_input_of_a_stored_answer_is_shallow_and_the_rest_is_complete()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = request => request.LastUserText.Contains("parse") ? Reply : "plain" });
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/f.txt", "parse");

        var seen = await pwsh.JsonAsync("""
            class Node { [hashtable] $a }
            $schema = '{"type":"object","properties":{"items":{"type":"array"}}}'
            $file = Get-Item f.txt | Invoke-QwenChat 'q' -PerItem -Schema $schema
            $process = Get-Process -Id $PID | Invoke-QwenChat 'q' -PerItem
            $typed = Get-Item f.txt | Invoke-QwenChat 'q' -PerItem -Schema ([Node[]])
            $row = [pscustomobject]@{ Id = 7; Text = 'x' } | Invoke-QwenChat 'q' -PerItem
            $sizes = $file, $process, $typed, $row | ForEach-Object { $_ | Export-Clixml one.xml; (Get-Item one.xml).Length }
            $file, $process, $typed, $row | Export-Clixml all.xml
            $back = Import-Clixml all.xml
            $back | Export-Clixml again.xml
            $again = Import-Clixml again.xml
            $job = Start-Job { Import-Module $using:manifest; Set-Location $using:PWD; Get-Item f.txt | Invoke-QwenChat 'q' -PerItem -Schema $using:schema } | Receive-Job -Wait -AutoRemoveJob
            @{
                Largest = [int]($sizes | Measure-Object -Maximum).Maximum
                Inputs  = @($back[0].InputObject.FullName, "$($back[1].InputObject.Id -eq $PID)", $back[2].InputObject.Name, "$($back[3].InputObject.Id)", $again[0].InputObject.Name, $job.InputObject.Name)
                Parsed  = @($back[0], $again[0], $job | ForEach-Object { ConvertTo-Json -Compress -Depth 9 $_.Parsed })
                Typed   = ConvertTo-Json -Compress -Depth 9 $back[2].Parsed[0].a
                Texts   = @($back[0], $again[0], $job | ForEach-Object { $_.Conversation.Messages[1].Text })
            } | ConvertTo-Json -Compress
            """);

        seen.Number("Largest").ShouldBeLessThan(64 * 1024);
        seen.Texts("Inputs").ShouldBe([Path.Join(pwsh.Project, "f.txt"), "True", "f.txt", "7", "f.txt", "f.txt"]);
        seen.Texts("Parsed").ShouldAllBe(parsed => parsed == Reply);
        seen.Text("Typed").ShouldBe("""{"b":{"c":{"d":[1,{"e":2}]}}}""");
        seen.Texts("Texts").ShouldAllBe(text => text == Reply);
    }

    [PwshFact]
    public async Task JSON_of_an_answer_is_complete_at_the_default_depth_and_continues_the_conversation()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat one
            $json = $answer | ConvertTo-Json -Compress -WarningVariable answerWarnings
            $copy = $json | ConvertFrom-Json
            $conversation = $answer.Conversation | ConvertTo-Json -WarningVariable conversationWarnings
            $earlier = '{ "Text": "You said: one", "Conversation": { "Messages": [ { "Role": "user", "Text": "one", "Parts": [], "Reasoning": null }, "assistant: You said: one" ] } }'
            $xml = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($answer))
            $null = $copy, ($conversation | ConvertFrom-Json), ($earlier | ConvertFrom-Json), $xml | Invoke-QwenChat more
            @{
                Warnings = @($answerWarnings) + @($conversationWarnings) | ForEach-Object { "$_" }
                Texts    = @($copy.Messages.Text)
                Length   = $json.Length
                Copied   = @($xml.Messages.Text)
                Hidden   = @($answer, $answer | ForEach-Object Conversation | ForEach-Object { $_.Messages.Count })
            } | ConvertTo-Json -Compress
            """);

        seen.GetProperty("Warnings").ValueKind.ShouldBe(JsonValueKind.Null);
        seen.Texts("Texts").ShouldBe(["one", "You said: one"]);
        seen.Texts("Copied").ShouldBe(["one", "You said: one"]);
        seen.Number("Length").ShouldBeLessThan(2048);
        seen.List("Hidden").Select(count => count.GetInt32()).ShouldBe([2, 2]);
        server.Requests.Skip(1).Select(request => string.Join('|', request.Messages())).ShouldAllBe(messages => messages == "user: one|assistant: You said: one|user: more");
        server.Requests.Count.ShouldBe(5);
    }

    [PwshFact]
    public async Task An_answer_that_continues_another_has_its_input_and_is_as_small()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/f.txt", "text");

        var seen = await pwsh.JsonAsync("""
            $answer = Get-Item f.txt | Invoke-QwenChat 'one' -PerItem
            $second = $answer | Invoke-QwenChat two | Invoke-QwenChat three
            $answer | Export-Clixml first.xml
            $copied = Import-Clixml first.xml | Invoke-QwenChat two
            $alone = Invoke-QwenChat one | Invoke-QwenChat two
            $talk = New-QwenConversation -System s | Invoke-QwenChat one
            $json = $alone, $talk | ForEach-Object { $_ | ConvertTo-Json -Compress -WarningVariable +warnings }
            @{
                Inputs   = @($second.InputObject.Name, $copied.InputObject.Name, "$($second.InputObject.GetType())")
                None     = @($alone.InputObject, $talk.InputObject | Where-Object { $null -ne $_ })
                Warnings = @($warnings | ForEach-Object { "$_" })
                Roles    = @($json | ForEach-Object { ($_ | ConvertFrom-Json).Messages.Role })
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Inputs").ShouldBe(["f.txt", "f.txt", "System.IO.FileInfo"]);
        seen.List("None").ShouldBeEmpty();
        seen.Texts("Warnings").ShouldBeEmpty();
        seen.Texts("Roles").ShouldBe(["user", "assistant", "user", "assistant", "system", "user", "assistant"]);
    }
}
