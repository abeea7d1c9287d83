namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>Lists and menus at the width of a real terminal.</summary>
public sealed class ListTests
{
    [PwshFact]
    public async Task Lists_and_menus_are_aligned_and_their_prompts_are_on_one_row()
    {
        await using var stage = await ConsoleStage.EnterAsync(height: 70);

        await stage.Terminal.TypeAsync("/help");
        var help = string.Join('\n', (await stage.ReadyAsync(after: "exits at an empty prompt.")).Select(line => line.TrimEnd()));
        await stage.Terminal.TypeAsync("/model nope extra");
        await stage.ReadyAsync(after: "/model takes the name of one model, not 'nope extra'.");
        await stage.Terminal.TypeAsync("/retry nope extra");
        await stage.ReadyAsync(after: "/retry takes the name of one model, not 'nope extra'.");
        await stage.Terminal.TypeAsync("/model");
        var models = await stage.ReadyAsync(after: "gpt-4.1-mini");
        await stage.Terminal.TypeAsync("/auth");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("Esc cancels):", StringComparison.Ordinal));
        await stage.Terminal.TypeAsync("3");
        var entra = string.Join('\n', (await stage.ReadyAsync(after: "Esc cancels): 3")).Select(line => line.TrimEnd()));
        await stage.Terminal.TypeAsync("/auth");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("Esc cancels):", StringComparison.Ordinal));
        await stage.Terminal.TypeAsync("1");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("\nProvider or base URL (Enter keeps Custom):", StringComparison.Ordinal));
        await stage.Terminal.PressAsync("Escape");
        await stage.ReadyAsync(after: "Canceled.");

        help.ShouldContain("\n  /tools [name | add|remove|approve|revoke name]\n                             Lists the commands");
        help.ShouldContain("\n  /undo                      Removes the last prompt and its answer.\n");
        models.ShouldContain("  qwen3.6-flash  by qwen, of 2025-01-01, at Custom");
        models.ShouldContain("  coder-model    by qwen, of 2025-01-01, at Custom");
        entra.ShouldContain("\n                               that apply to the current directory\n");
        entra.ShouldContain("\n!Connect-Qwen -Method Entra -BaseUrl");
        entra.ShouldNotContain("use /auth");
    }

    [PwshFact]
    public async Task A_prompt_that_continues_in_the_next_row_has_its_colon_there_only()
    {
        await using var stage = await ConsoleStage.EnterAsync(width: 40);

        await stage.Terminal.TypeAsync("!'out'");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("\ny or n (Enter means n)\n:", StringComparison.Ordinal));
        await stage.Terminal.TypeAsync("y");

        await stage.ReadyAsync(after: "\ny or n (Enter means n)\n: y\n");
    }

    [PwshFact]
    public async Task Saved_conversations_are_listed_within_a_narrow_screen()
    {
        await using var stage = await ConsoleStage.EnterAsync(width: 40, command: "$c = Enter-QwenChat -Name narrow");
        await stage.Terminal.TypeAsync("a first prompt that is longer than forty columns");
        await stage.ReadyAsync(after: "You said:");

        await stage.Terminal.TypeAsync("/resume ?");
        var screen = (await stage.ReadyAsync(after: "> /resume ?\n  narrow")).Select(line => line.TrimEnd()).ToList();

        var list = screen[(screen.IndexOf("> /resume ?") + 1)..screen.IndexOf(">")];
        list[0].ShouldMatch(@"^  narrow  \d{4}-\d\d-\d\d \d\d:\d\d\b");
        list.Skip(1).ShouldAllBe(line => line.StartsWith("      ", StringComparison.Ordinal));
        list[^1].ShouldBe("      a first prompt that is longer th…");
        (await stage.ExitAsync("Enter-QwenChat -Name narrow")).Replace("\n", "").ShouldContain("Enter-QwenChat -Resume -Name 'narrow'");
    }

    [PwshFact]
    public async Task Of_many_models_and_conversations_twenty_are_listed_with_how_to_see_the_others()
    {
        await using var stage = await ConsoleStage.EnterAsync(
            new LoopbackOptions { Models = [.. Enumerable.Range(100, 350).Select(i => $"vendor/model-{i}")] },
            height: 50,
            command: "$data = Join-Path $env:XDG_DATA_HOME 'QwenCode/conversations'; $c = Enter-QwenChat -Name many");
        await stage.Terminal.TypeAsync("first");
        await stage.ReadyAsync(after: "You said: first");

        await stage.Terminal.TypeAsync("/model");
        var models = await stage.ReadyAsync(after: "more. Tab");
        await stage.Terminal.TypeAsync("!1..24 | ForEach-Object { Copy-Item \"$data/many.jsonl\" \"$data/copy$_.jsonl\" }");
        await stage.ReadyAsync(after: "!1..24");
        await stage.Terminal.TypeAsync("/resume ?");
        var conversations = await stage.ReadyAsync(after: "more. !");

        models.Count(line => line.StartsWith("  vendor/model-", StringComparison.Ordinal)).ShouldBe(20);
        models.ShouldContain(line => line.StartsWith("330 more. ", StringComparison.Ordinal));
        conversations.ShouldContain(line => line.StartsWith("5 more. ", StringComparison.Ordinal));
    }
}
