namespace QwenCode.ModuleTests.ArgumentCompletion;

public sealed class TypeCompletionTests
{
    [PwshFact]
    public async Task Types_that_users_name_are_offered_and_those_that_PowerShell_calls_are_not_among_them()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync(Tab.Functions + """
            @{
                Types   = @((Find-Completion '[QwenCode.¦').CompletionMatches | Where-Object ResultType -eq Type | ForEach-Object CompletionText)
                Helpers = @('[Answer¦', '[Display¦', '[Shown¦' | ForEach-Object { Tab $_ } | Where-Object { $_ -like '`[QwenCode.*' -and $_ -notlike '`[QwenCode.Commands.*' })
                Public  = @([QwenCode.ChatAnswer].Assembly.GetExportedTypes().FullName) + 'QwenCode.QwenTool'
                Views   = @([QwenCode.Commands.GetQwenAuthCommand].Assembly.GetExportedTypes().FullName -like 'QwenCode.Views.*')
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Types").ShouldBe(seen.Texts("Public"), ignoreOrder: true);
        seen.Texts("Helpers").ShouldBeEmpty();
        seen.Texts("Views").ShouldBe(["QwenCode.Views.View"]);
    }
}
