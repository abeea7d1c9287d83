namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>That tests which share a terminal do not depend on their order.</summary>
public sealed class ConsoleTerminalsTests
{
    [PwshFact]
    public async Task A_terminal_keeps_nothing_of_the_test_before()
    {
        await using (var first = await ConsoleStage.OpenAsync())
            await first.RunAsync("function Get-Left { }; Set-Alias left Get-Left; $left = 'left'; $left > left.txt");

        await using var second = await ConsoleStage.OpenAsync();

        (await second.RunAsync("@(Get-Command Get-Left, left -ErrorAction Ignore).Count; \"[$left]\"; Test-Path left.txt")).ShouldBe("0\n[]\nFalse");
    }
}
