using QwenCode.ModuleTests.EnterQwenChat;

namespace QwenCode.ModuleTests.GetQwenConversation;

/// <summary>The names of saved conversations, whose case does not matter.</summary>
public sealed class ConversationNameTests
{
    [PwshFact]
    public async Task A_saved_conversation_can_be_specified_itself_where_its_name_is_expected()
    {
        using var pwsh = new PwshRun();
        var store = new SavedTalks(pwsh);
        foreach (var name in new[] { "Plan", "Minutes", "Other" })
            store.Save(name, pwsh.Project, $"{name}: one");

        var seen = await pwsh.JsonAsync("""
            $plan = Get-QwenConversation Plan
            $shown = @((Get-QwenConversation $plan, 'Other').FirstPrompt)
            Remove-QwenConversation $plan
            Remove-QwenConversation -Name (Get-QwenConversation Other, Minutes)
            @{ Shown = $shown; Left = @(Get-QwenConversation).Count } | ConvertTo-Json -Compress
            """);

        seen.Texts("Shown").ShouldBe(["Plan: one", "Other: one"]);
        seen.GetProperty("Left").GetInt32().ShouldBe(0);
    }

    [PwshFact]
    public async Task Of_two_conversations_whose_names_differ_in_case_the_exact_name_selects_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The file system ignores case.");
        using var pwsh = new PwshRun();
        var store = new SavedTalks(pwsh);
        foreach (var name in new[] { "Talk", "talk", "Other" })
            store.Save(name, pwsh.Project, $"{name}: one");

        var seen = await pwsh.JsonAsync("""
            $exact = @((Get-QwenConversation talk).FirstPrompt)
            $both = @((Get-QwenConversation TALK).Name)
            Remove-QwenConversation talk
            $left = @((Get-QwenConversation).Name)
            Remove-QwenConversation other
            @{ Exact = $exact; Both = $both; Left = $left; Last = @((Get-QwenConversation).Name) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Exact").ShouldBe(["talk: one"]);
        seen.Texts("Both").ShouldBe(["Talk", "talk"], ignoreOrder: true);
        seen.Texts("Left").ShouldBe(["Other", "Talk"], ignoreOrder: true);
        seen.Texts("Last").ShouldBe(["Talk"]);
    }

    [PwshFact]
    public async Task The_console_finds_a_conversation_by_its_name_in_another_case_and_gives_no_other_its_name()
    {
        await using var stage = await ConsoleStage.EnterAsync(command: "Enter-QwenChat -Name Plan");
        await stage.Terminal.TypeAsync("/resume pLAN");
        await stage.ReadyAsync(after: "The conversation 'Plan' is open in this console.");
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "You said: hello");
        await stage.Terminal.TypeAsync("/resume PLAN");
        await stage.ReadyAsync(after: "The conversation 'Plan' is open in this console.");
        await stage.Terminal.TypeAsync("/clear");
        await stage.ReadyAsync(after: "The old one: /resume Plan");
        await stage.Terminal.TypeAsync("again");
        await stage.ReadyAsync(after: "You said: again");
        await stage.Terminal.TypeAsync("/save plan");
        await stage.ReadyAsync(after: "There already is a saved conversation 'Plan'.");

        await stage.Terminal.TypeAsync("/resume PLAN");

        await stage.ReadyAsync(after: "The conversation has 1 prompt so far; the last: hello");
    }
}
