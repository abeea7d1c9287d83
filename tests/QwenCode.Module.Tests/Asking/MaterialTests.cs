namespace QwenCode.ModuleTests.Asking;

/// <summary>A prompt with piped material.</summary>
public sealed class MaterialTests
{
    [PwshFact]
    public async Task Piped_strings_are_gathered_as_the_material_of_one_request()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var text = await pwsh.JsonAsync("'one', '', 'three', 4 | Invoke-QwenChat 'Sum up:' | ForEach-Object Text | ConvertTo-Json -Compress");

        server.Requests.Single().Prompt().ShouldBe("Sum up:\n\none\n\nthree\n4");
        text.GetString().ShouldBe("You said: Sum up:\n\none\n\nthree\n4");
    }

    [PwshFact]
    public async Task Piped_objects_arrive_as_the_tables_that_a_person_sees()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            $PSStyle.OutputRendering = 'Ansi'
            $rows = 1..3 | ForEach-Object { [pscustomobject]@{ Name = "row$_"; Size = $_ * 100; Kind = 'Größe' } }
            $null = $rows | Invoke-QwenChat 'Which is largest?'
            $null = Get-Process -Id $PID | Invoke-QwenChat 'What is it?'
            $null = @{ Colour = 'green' } | Invoke-QwenChat 'Which colour?'
            $null = 'before', $rows[0], 'after' | Invoke-QwenChat 'Mixed?'
            '"done"'
            """);

        var prompts = server.Requests.Select(request => request.Prompt()).ToList();
        prompts.Count.ShouldBe(4);
        prompts[0].ShouldStartWith("Which is largest?\n\nName");
        prompts[0].ShouldMatch(@"Name\s+Size\s+Kind\n-+\s+-+\s+-+\nrow1\s+100\s+Größe\nrow2\s+200\s+Größe\nrow3\s+300\s+Größe\z");
        prompts[1].ShouldMatch(@"ProcessName\n[\s\S]*(pwsh|dotnet)\z");
        prompts[2].ShouldMatch(@"Colour\s+green");
        prompts[3].ShouldMatch(@"\AMixed\?\n\nbefore\n[\s\S]*row1\s+100\s+Größe\n+after\z");
        prompts.ShouldAllBe(prompt => !prompt.Contains('\x1b') && !prompt.Contains("System.") && !prompt.Contains("PSCustomObject"));
    }

    [PwshFact]
    public async Task PerItem_asks_the_prompt_about_each_piece()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var count = await pwsh.JsonAsync("@('one', [pscustomobject]@{ Name = 'two' } | Invoke-QwenChat 'Translate:' -PerItem).Count | ConvertTo-Json");

        count.GetInt32().ShouldBe(2);
        server.Requests[0].Prompt().ShouldBe("Translate:\n\none");
        server.Requests[1].Prompt().ShouldMatch(@"\ATranslate:\n\nName\n-+\ntwo\z");
    }

    [PwshFact]
    public async Task An_empty_pipeline_asks_the_bare_prompt_with_a_warning_and_PerItem_asks_nothing()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $text = @() | Invoke-QwenChat 'What is new?' -WarningVariable first -WarningAction SilentlyContinue | ForEach-Object Text
            $none = @(@() | Invoke-QwenChat 'What is new?' -PerItem)
            $silent = Invoke-QwenChat 'No pipeline' -WarningVariable last | ForEach-Object Text
            @{ Text = $text; Warnings = @("$first", "$last"); None = $none.Count } | ConvertTo-Json -Compress
            """);

        seen.Text("Text").ShouldBe("You said: What is new?");
        seen.Texts("Warnings")[0].ShouldBe("Nothing was piped in, so the prompt is asked without material.");
        seen.Texts("Warnings")[1].ShouldBe("");
        seen.Number("None").ShouldBe(0);
        server.Requests.Select(request => request.Prompt()).ShouldBe(["What is new?", "No pipeline"]);
    }
}
