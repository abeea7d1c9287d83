namespace QwenCode.ModuleTests.Showing;

/// <summary>At a console that shows styles the Markdown of an answer is rendered while it arrives.</summary>
public sealed class LiveMarkdownTests
{
    private const string Source = "# Title\n\n- one **two** three\n  - four\n\n```python\nx = *1*\n    y\n```\n\n| a | bb |\n|---|---|\n| 1 | 2 |\n";

    [PwshTheory]
    [InlineData("Invoke-QwenChat hi -Live")]
    [InlineData("Invoke-QwenChat hi -Stream")]
    public async Task At_a_console_a_list_and_code_are_drawn(string command)
    {
        var screen = await ShowAsync(command);

        screen.ShouldBe(["Title", "", "• one two three", "  • four", "", "── python ─", "x = *1*", "    y", "─", "", "a │ bb", "──┼─", "1 │ 2", "", "the end"]);
    }

    [PwshTheory]
    [InlineData("$env:NO_COLOR = 1; Invoke-QwenChat hi -Live")]
    [InlineData("$PSStyle.OutputRendering = 'PlainText'; Invoke-QwenChat hi -Live")]
    public async Task Without_styles_the_source_is_shown(string command)
    {
        var screen = await ShowAsync(command);

        screen.ShouldBe([.. Source.Split('\n'), "the end"]);
    }

    [PwshFact]
    public async Task An_object_or_a_file_has_the_source()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => Source });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("$a = Invoke-QwenChat hi -Live 6> $null; ConvertTo-Json $a.Text");

        seen.GetString().ShouldBe(Source);
    }

    private static async Task<string[]> ShowAsync(string command)
    {
        Assert.SkipWhen(Terminal.ReasonToSkip is not null, Terminal.ReasonToSkip ?? "");
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => Source });
        using var pwsh = new PwshRun().WithServer(server).With("NO_COLOR", "").With("TERM", "xterm-256color");

        // PowerShell itself turns styles off if the variable is set at all.
        using var terminal = await Terminal.OpenAsync(pwsh, width: 60, height: 40);

        await terminal.TypeAsync($"$PSStyle.OutputRendering = 'Host'; cls; {command}; 'the ' + 'end'");

        var lines = await terminal.ScreenAsync(text => text.Contains("the end\n"));
        var shown = lines.Select(line => line.TrimEnd()).TakeWhile(line => line != "the end").Append("the end");
        return [.. shown.Select(line => line.EndsWith('─') ? line.TrimEnd('─') + '─' : line)];
    }
}
