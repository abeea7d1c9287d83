using System.Globalization;
using System.Text.Json;

namespace QwenCode.ModuleTests.Showing;

/// <summary>The text of an answer leaves as it is: on standard output, in files, in variables, at a console.</summary>
public sealed class AnswerTextTests
{
    private static readonly string Long = $$"""{"name": "{{string.Concat(Enumerable.Repeat("lorem ipsum ", 40))}}"}""";
    private static readonly string Text = $"#!/bin/sh\n\n{Long}\n    indented\n你好，世界";

    [PwshTheory]
    [InlineData("Invoke-QwenChat hi")]
    [InlineData("Invoke-QwenChat hi -AsText")]
    [InlineData("Invoke-QwenChat hi -Live")]
    [InlineData("Invoke-QwenChat hi -Stream")]
    [InlineData("Invoke-QwenChat hi -Stream -AsText")]
    [InlineData("'hi' | Invoke-QwenChat")]
    [InlineData("$a = Invoke-QwenChat hi; $a")]
    [InlineData("function Ask { Invoke-QwenChat hi }; Ask")]
    public async Task Standard_output_is_the_text_and_one_line_end(string command)
    {
        await using var server = await StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunAsync(command);

        result.Errors.ShouldBe("");
        result.Output.ReplaceLineEndings("\n").ShouldBe(Text + "\n");
    }

    [PwshFact]
    public async Task A_file_is_the_text_and_one_line_end()
    {
        await using var server = await StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("""
            $a = Invoke-QwenChat hi
            $a > 1.txt
            $a | Out-File 2.txt
            $a | Set-Content 3.txt
            "$a" > 4.txt
            Invoke-QwenChat hi > 5.txt
            Invoke-QwenChat hi -AsText > 6.txt
            $text = Invoke-QwenChat hi -AsText
            $text | Set-Content 7.txt
            'hi' | Invoke-QwenChat > 8.txt
            $b = $a | Invoke-QwenChat more
            $b > 9.txt
            """);

        for (var i = 1; i <= 9; i++)
            (await File.ReadAllTextAsync(Path.Join(pwsh.Project, $"{i}.txt"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").ShouldBe(Text + "\n", i.ToString(CultureInfo.InvariantCulture));
    }

    [PwshFact]
    public async Task AsText_writes_one_string_for_each_answer()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $one = Invoke-QwenChat hi -AsText
            $several = 'a', 'b' | Invoke-QwenChat -AsText -ThrottleLimit 2
            $live = Invoke-QwenChat hi -AsText -Live 6> $null
            @{ Types = @(@($one) + $several + $live | ForEach-Object { $_.GetType().Name }); Texts = @($one) + $several + $live; Equal = $one -eq 'You said: hi' } | ConvertTo-Json -Compress
            """);

        seen.Texts("Types").ShouldBe(["String", "String", "String", "String"]);
        seen.Texts("Texts").ShouldBe(["You said: hi", "You said: a", "You said: b", "You said: hi"]);
        seen.Flag("Equal").ShouldBeTrue();
    }

    [PwshFact]
    public async Task An_answer_between_other_output_is_its_text_and_changes_no_other_output()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var alone = await pwsh.RunAsync("Get-Date 2020-01-01; [pscustomobject]@{ A = 1 }");
        var result = await pwsh.RunAsync("""
            Invoke-QwenChat first
            Get-Date 2020-01-01
            Invoke-QwenChat second
            'x', 'y' | Invoke-QwenChat
            $a = Invoke-QwenChat third
            $a
            $a | Export-Clixml a.xml
            Import-Clixml a.xml
            [pscustomobject]@{ A = 1 }
            """);

        var lines = result.Output.ReplaceLineEndings("\n").Split('\n');
        lines.Where(line => line.StartsWith("You said", StringComparison.Ordinal))
            .ShouldBe(["You said: first", "You said: second", "You said: x", "You said: y", "You said: third", "You said: third"]);
        lines.Where(line => !line.StartsWith("You said", StringComparison.Ordinal)).ShouldBe(alone.Output.ReplaceLineEndings("\n").Split('\n'));
    }

    [PwshFact]
    public async Task Answers_for_several_inputs_have_tables_and_lists_and_Force_shows_them_for_one()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $a = Invoke-QwenChat hi
            $several = 'a', 'b' | Invoke-QwenChat
            @(
                $several | Format-Table | Out-String
                'a', 'b' | Invoke-QwenChat | Format-Table Model, Text | Out-String
                $several | Format-List | Out-String
                Invoke-QwenChat hi | Format-List | Out-String
                $a | Format-List -Force | Out-String
                $a | Format-Table -Force | Out-String
                $a | Select-Object * | Out-String
            ) | ConvertTo-Json -Compress
            """);

        seen.Texts().ShouldAllBe(view => view.Contains("Model") && view.Contains("You said: ") && view.Contains("qwen3-max"));
    }

    [PwshFact]
    public async Task Live_shows_an_answer_once_and_returns_it_if_it_is_consumed()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunAsync("""
            Invoke-QwenChat one -Live
            'two', 'three' | Invoke-QwenChat -Live
            Invoke-QwenChat 'four' -Live -Schema '{ "type": "object" }'
            $a = Invoke-QwenChat five -Live
            "assigned: $a"
            Invoke-QwenChat six -Live | ForEach-Object { "passed on: $_" }
            Invoke-QwenChat seven -Live > seven.txt
            "file: $(Get-Content seven.txt)"
            & { Invoke-QwenChat eight -Live } | ForEach-Object { "passed on: $_" }
            """);

        result.Errors.ShouldBe("");
        var lines = result.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        lines.Where((_, i) => i != 3).ShouldBe(
        [
            "You said: one", "You said: two", "You said: three", "You said: five", "assigned: You said: five", "You said: six", "passed on: You said: six",
            "You said: seven", "file: You said: seven", "You said: eight", "passed on: You said: eight",
        ]);
    }

    [PwshFact]
    public async Task Stream_is_text_if_it_is_shown_and_chunks_if_it_is_consumed()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunAsync("""
            Invoke-QwenChat 'one two three' -Stream
            'a', 'b' | Invoke-QwenChat -Stream
            $chunks = Invoke-QwenChat 'one two' -Stream
            "chunks: $($chunks.Count) $(-join $chunks)"
            Invoke-QwenChat 'one two' -Stream | ForEach-Object { "[$_]" }
            "strings: $((Invoke-QwenChat 'one two' -Stream -AsText) -join '|')"
            """);

        result.Errors.ShouldBe("");
        result.Output.ReplaceLineEndings("\n").ShouldBe(
            "You said: one two three\nYou said: a\nYou said: b\nchunks: 5 You said: one two\n[You]\n[ said:]\n[ one]\n[ two]\n[]\nstrings: You| said:| one| two\n");
    }

    [PwshTheory]
    [InlineData("$answer")]
    [InlineData("Invoke-QwenChat hi")]
    [InlineData("Invoke-QwenChat hi -Live")]
    [InlineData("Invoke-QwenChat hi -Stream")]
    public async Task At_a_console_a_line_of_data_is_not_broken(string command)
    {
        Assert.SkipWhen(Terminal.ReasonToSkip is not null, Terminal.ReasonToSkip ?? "");
        await using var server = await StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        using var terminal = await Terminal.OpenAsync(pwsh, width: 60, height: 30);

        await terminal.TypeAsync($"$answer = Invoke-QwenChat hi; cls; {command}; 'the ' + 'end'");

        var lines = await terminal.ScreenAsync(text => text.Contains("the end"), unwrapped: true);
        lines.Count(line => line.TrimEnd() == Long).ShouldBe(1);
        lines.ShouldContain(line => line.TrimEnd() == "    indented");
    }

    [PwshTheory]
    [InlineData("$answer")]
    [InlineData("Invoke-QwenChat hi")]
    [InlineData("Invoke-QwenChat hi -Live")]
    [InlineData("Invoke-QwenChat hi -Stream")]
    public async Task At_a_console_no_word_is_broken_and_a_file_has_the_text_unchanged(string command)
    {
        const string Words = "the lines of a text that a model writes are longer than the window of a console is wide and no word of them breaks in two pieces";
        Assert.SkipWhen(Terminal.ReasonToSkip is not null, Terminal.ReasonToSkip ?? "");
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => Words });
        using var pwsh = new PwshRun().WithServer(server);
        using var terminal = await Terminal.OpenAsync(pwsh, width: 47, height: 30);

        await terminal.TypeAsync($"$answer = Invoke-QwenChat hi; $answer > a.txt; $string = $answer | Out-String; cls; {command}; 'the ' + 'end'; $string.TrimEnd().Length");

        var lines = await terminal.ScreenAsync(text => text.Contains($"the end\n{Words.Length}"));
        var shown = lines.Select(line => line.TrimEnd()).TakeWhile(line => line != "the end").Where(line => line.Length > 0).ToList();
        string.Join(' ', shown).ShouldBe(Words);
        (await File.ReadAllTextAsync(Path.Join(pwsh.Project, "a.txt"), TestContext.Current.CancellationToken)).TrimEnd().ShouldBe(Words);
    }

    private const string Hostile = """{"name\u001B[31m":"one\u001B]0;canary\u0007\u202Etwo","inner":{"a\u001B[7m":["x\u001B[5m",2,true,null]},"count":3}""";

    private const string HostileInstance = """{"inner":{"a\u001B[7m":1},"count":3,"label":"x\u001B[5m","link":"https://h.example/"}""";

    // Everything that is not drawn becomes a title, a color or nothing on the screen, but not these words.
    public static TheoryData<string, string[]> Displays => new()
    {
        { "Invoke-QwenChat hi -AsText", ["\\u001B[31m", "\\u001B]0;canary\\u0007\\u202Etwo"] },
        { "Invoke-QwenChat hi -AsObject -Schema @{ type = 'object' }", ["name\\u001B[31m", "one\\u001B]0;canary\\u0007\\u202Etwo", "@{a\\u001B[7m=System.Object[]}", "3"] },
        { "(Invoke-QwenChat hi -AsObject -Schema @{ type = 'object' } -OutVariable kept | Out-String).Contains([char]27)", ["True"] },
        { "class Typed { [hashtable] $inner; [int] $count; [string] $label; [uri] $link }; Invoke-QwenChat hi -AsObject -Schema ([Typed])", ["{[a\\u001B[7m,", "x\\u001B[5m", "https://h.example/"] },
    };

    [PwshTheory]
    [MemberData(nameof(Displays))]
    public async Task At_a_console_text_and_objects_are_harmless(string command, string[] words)
    {
        Assert.SkipWhen(Terminal.ReasonToSkip is not null, Terminal.ReasonToSkip ?? "");
        var text = command.Contains("AsText") ? Hostile.Replace("\\u001B", "\u001b").Replace("\\u0007", "\u0007").Replace("\\u202E", "\u202e") : command.Contains("Typed") ? HostileInstance : Hostile;
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.RawJson(JsonSerializer.Serialize(new { choices = new[] { new { message = new { content = text }, finish_reason = "stop" } } })));
        using var pwsh = new PwshRun().WithServer(server);
        using var terminal = await Terminal.OpenAsync(pwsh, width: 200, height: 40);

        await terminal.TypeAsync($"cls; {command}; 'the ' + 'end'");

        var screen = string.Join('\n', await terminal.ScreenAsync(shown => shown.Contains("the end"), unwrapped: true));
        words.ShouldAllBe(word => screen.Contains(word), screen);
    }

    [PwshFact]
    public async Task Assigned_piped_or_redirected_text_and_objects_are_unchanged()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => "a\u001b]0;canary\u0007\u202eb" });
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunAsync("""
            Invoke-QwenChat hi -AsText
            $text = Invoke-QwenChat hi -AsText
            $piped = Invoke-QwenChat hi -AsText | ForEach-Object { $_ }
            Invoke-QwenChat hi -AsText > a.txt
            "same: $($text -ceq $piped) $($text -ceq (Get-Content -Raw a.txt).TrimEnd()) $($text.Length)"
            """);

        result.Output.ReplaceLineEndings("\n").ShouldBe("a\u001b]0;canary\u0007\u202eb\nsame: True True 14\n");
    }

    private static Task<LoopbackServer> StartAsync() => LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => Text });
}
