namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>A prompt with piped input.</summary>
public sealed class InputTests
{
    [PwshFact]
    public async Task Piped_strings_are_the_input_of_one_request()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var text = await pwsh.JsonAsync("'one', '', 'three', 4 | Invoke-QwenChat 'Sum up:' | ForEach-Object Text | ConvertTo-Json -Compress");

        server.Requests.Single().Prompt().ShouldBe("Sum up:\n\none\n\nthree\n4");
        text.GetString().ShouldBe("You said: Sum up:\n\none\n\nthree\n4");
    }

    [PwshFact]
    public async Task Piped_objects_keep_their_order_among_text()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            $rows = 1..3 | ForEach-Object { [pscustomobject]@{ Name = "row$_"; Size = $_ * 100; Kind = 'Größe' } }
            $null = $rows | Invoke-QwenChat 'Which is largest?'
            $null = 'before', $rows[0], (Get-Command Get-Item), @{ Colour = 'green' }, 'after' | Invoke-QwenChat 'Mixed?'
            '"done"'
            """);

        var prompts = server.Requests.Select(request => request.Prompt()).ToList();
        prompts[0].ShouldBe("""
            Which is largest?

            {"Name":"row1","Size":100,"Kind":"Größe"}
            {"Name":"row2","Size":200,"Kind":"Größe"}
            {"Name":"row3","Size":300,"Kind":"Größe"}
            """);
        prompts[1].ShouldMatch(@"\AMixed\?\n\nbefore\n\{""Name"":""row1"",""Size"":100,""Kind"":""Größe""\}\n+CommandType[\s\S]*Get-Item[\s\S]*\n\{""Colour"":""green""\}\nafter\z");
    }

    [PwshFact]
    public async Task PerItem_sends_the_prompt_for_each_item()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var count = await pwsh.JsonAsync("@('one', [pscustomobject]@{ Name = 'two' } | Invoke-QwenChat 'Translate:' -PerItem).Count | ConvertTo-Json");

        count.GetInt32().ShouldBe(2);
        server.Requests[0].Prompt().ShouldBe("Translate:\n\none");
        server.Requests[1].Prompt().ShouldBe("Translate:\n\n{\"Name\":\"two\"}");
    }

    [PwshFact]
    public async Task A_stream_or_reader_is_rejected_and_its_text_is_accepted()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $reader = [IO.StringReader]::new('hello')
            $rejected = foreach ($input in [Console]::In, $reader, [IO.MemoryStream]::new()) {
                try { , $input | Invoke-QwenChat 'q' } catch { "$($_.FullyQualifiedErrorId)|$($_.Exception.Message)" }
            }
            $null = $reader.ReadToEnd() | Invoke-QwenChat 'q'
            ConvertTo-Json -Compress @($rejected)
            """);

        var messages = seen.EnumerateArray().Select(message => message.GetString()!).ToArray();
        messages.Length.ShouldBe(3);
        messages.ShouldAllBe(message => message.StartsWith("InvalidInput,", StringComparison.Ordinal) && message.Contains("$reader.ReadToEnd()", StringComparison.Ordinal));
        server.Requests.Single().Body.ShouldContain("hello");
    }
}
