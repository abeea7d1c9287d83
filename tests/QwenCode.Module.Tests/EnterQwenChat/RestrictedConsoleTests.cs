namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>The console in a session that runs no scripts, as an endpoint of Just Enough Administration does not.</summary>
public sealed class RestrictedConsoleTests
{
    private const string Limited = """
        $state = [initialsessionstate]::CreateDefault2()
        $state.LanguageMode = $args[0]
        $state.ImportPSModule((Get-Module QwenCode).Path)
        $runspace = [runspacefactory]::CreateRunspace($Host, $state)
        $runspace.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        $null = $shell.AddCommand('Enter-QwenChat').Invoke()
        """;

    [PwshTheory]
    [InlineData("NoLanguage")]
    [InlineData("RestrictedLanguage")]
    public async Task A_session_that_runs_no_scripts_runs_none_for_the_console(string mode)
    {
        await using var stage = await ConsoleStage.EnterAsync(width: 160, prepare: pwsh => pwsh.Write("project/limited.ps1", Limited), command: $"./limited.ps1 {mode}");

        await stage.Terminal.TypeAsync("!New-Item mark.txt");
        await stage.ReadyAsync(after: $"! is not available: the session runs no scripts (its language mode is {mode}).");
        await stage.Terminal.TypeAsync("!!New-Item mark.txt");
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "You said: hello");

        File.Exists(Path.Join(stage.Pwsh.Project, "mark.txt")).ShouldBeFalse();
    }
}
