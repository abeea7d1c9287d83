namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>The menu of Tab.</summary>
public sealed class CompletionTests
{
    [PwshFact]
    public async Task The_description_of_a_command_or_member_is_one_line_without_escapes()
    {
        await using var stage = await ConsoleStage.EnterAsync(width: 160);
        await stage.Terminal.SendAsync("![Math]::A");
        await stage.Terminal.PressAsync("Tab");

        var members = await stage.ShowsAsync("Abs(");
        await stage.Terminal.PressAsync("C-c");
        await stage.ReadyAsync();
        await stage.Terminal.SendAsync("/tools add Write-");
        await stage.Terminal.PressAsync("Tab");
        var commands = await stage.ShowsAsync("Write-Debug");

        members.ShouldContain(line => line.Contains("short Abs(short value) static int Abs("));
        foreach (var line in (string[])[.. members, .. commands])
            (line.Contains("\\r") || line.Contains("\\n")).ShouldBeFalse(line);
    }

    [PwshFact]
    public async Task Slash_tools_add_completes_the_commands_of_the_session()
    {
        await using var stage = await ConsoleStage.EnterAsync(command: "function Get-MarkOfTools { param($FirstName) }; $c = Enter-QwenChat");
        await stage.Terminal.SendAsync("/tools add Get-MarkOfT");
        await stage.Terminal.PressAsync("Tab");
        await stage.ShowsAsync("> /tools add Get-MarkOfTools");
        await stage.Terminal.PressAsync("Enter");
        await stage.ReadyAsync(after: "The model may call Get-MarkOfTools");
        await stage.Terminal.SendAsync("/tools remove ");
        await stage.Terminal.PressAsync("Tab");

        await stage.ShowsAsync("> /tools remove Get-MarkOfTools");
    }
}
