namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>The first prompt of a console.</summary>
public sealed class PromptTests
{
    [PwshFact]
    public async Task A_list_is_not_a_prompt_and_the_error_shows_how_to_send_it()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("try { Enter-QwenChat ('a', 'b') } catch { ConvertTo-Json -Compress @(\"$_\") }");

        seen.Texts()[0].ShouldContain("$list | Invoke-QwenChat");
        seen.Texts()[0].ShouldContain("Get-Content -Raw");
    }
}
