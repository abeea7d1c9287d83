namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>How answers appear, in a real terminal.</summary>
public sealed class AnswerTests
{
    private const string Markdown = """
        # Plan

        Some **bold words** and `code` in a paragraph that is long enough to be wrapped between its words.

        - first item of a list that is long enough to be wrapped
        - second

        ```powershell
        Get-Process | Where-Object { $_.CPU -gt 100 }
        ```

        | Name | Value |
        |------|------:|
        | 中文 | 1 |
        | beta | 22 |

        The end of it.
        """;

    [PwshTheory]
    [InlineData(80)]
    [InlineData(40)]
    public async Task Markdown_is_drawn_and_no_word_is_broken(int width)
    {
        await using var stage = await ConsoleStage.EnterAsync(new LoopbackOptions { Reply = _ => Markdown }, width, height: 40);
        await stage.Terminal.TypeAsync("go");

        var screen = (await stage.ReadyAsync(after: "The end of it.")).Select(line => line.TrimEnd()).ToList();

        string[] expected = width == 80
            ?
            [
                "Plan", "", "Some bold words and code in a paragraph that is long enough to be wrapped", "between its words.", "",
                "• first item of a list that is long enough to be wrapped", "• second", "",
            ]
            :
            [
                "Plan", "", "Some bold words and code in a paragraph", "that is long enough to be wrapped", "between its words.", "",
                "• first item of a list that is long", "  enough to be wrapped", "• second", "",
            ];
        var start = screen.IndexOf("Plan");
        screen.Skip(start).Take(expected.Length).ShouldBe(expected);
        var code = screen[(start + expected.Length)..];
        code[0].ShouldStartWith("── powershell ──");
        string.Concat(code.TakeWhile(line => !line.StartsWith("Name", StringComparison.Ordinal))).Replace(" ", "").ShouldContain("Get-Process|Where-Object{$_.CPU-gt100}");
        code.SkipWhile(line => !line.StartsWith("Name", StringComparison.Ordinal)).Take(4).ShouldBe(["Name │ Value", "─────┼──────", "中文 │     1", "beta │    22"]);
    }

    [PwshFact]
    public async Task A_resize_in_mid_answer_tears_nothing()
    {
        var words = string.Join(' ', Enumerable.Range(1, 60).Select(number => $"word{number}"));
        await using var stage = await ConsoleStage.EnterAsync(new LoopbackOptions { Reply = _ => words, DeltaDelay = TimeSpan.FromMilliseconds(60) });
        await stage.Terminal.TypeAsync("go");
        await stage.ShowsAsync("word8");

        await stage.Terminal.ResizeAsync(40, 30);
        await stage.ShowsAsync("word25");
        await stage.Terminal.ResizeAsync(70, 30);
        await stage.Terminal.SendAsync("typed");
        await stage.ShowsAsync("word40");

        var screen = await stage.Terminal.ScreenAsync(text => text.Contains("word60") && text.TrimEnd().EndsWith("\n> typed", StringComparison.Ordinal));

        // The terminal breaks the rows that were there before, also within words.
        string.Concat(screen.SkipWhile(line => !line.StartsWith("> go", StringComparison.Ordinal)).Skip(1)).Replace(" ", "").ShouldBe($"{words}> typed".Replace(" ", ""));
    }

    [PwshTheory]
    [InlineData("$env:NO_COLOR = '1'")]
    [InlineData("$PSStyle.OutputRendering = 'PlainText'")]
    public async Task Without_styles_the_text_appears_as_it_came(string setting)
    {
        await using var stage = await ConsoleStage.EnterAsync(new LoopbackOptions { Reply = _ => Markdown }, height: 40, command: $"{setting}; Enter-QwenChat");
        await stage.Terminal.TypeAsync("go");

        var screen = await stage.ReadyAsync(after: "The end of it.");

        screen.ShouldContain("# Plan");
        screen.ShouldContain(line => line.StartsWith("Some **bold words** and `code`", StringComparison.Ordinal));
        screen.ShouldContain("```powershell");
    }

    [PwshTheory]
    [InlineData(80)]
    [InlineData(40)]
    public async Task Control_characters_of_an_answer_and_of_a_prompt_are_shown(int width)
    {
        await using var stage = await ConsoleStage.EnterAsync(new LoopbackOptions { Reply = request => $"a\u001b]0;title\u0007b \u202e{request.LastUserText}" }, width);
        await stage.Terminal.PasteAsync("x\u001b[31my");
        await stage.Terminal.PressAsync("Enter");

        var screen = string.Concat((await stage.ReadyAsync(after: "title")).Select(line => line.Trim())).Replace(" ", "");

        screen.ShouldContain("a\\u001B]0;title\\u0007b\\u202Ex\\u001B[31my");
    }

    [PwshFact]
    public async Task Reasoning_is_shown_until_it_is_hidden_and_an_answer_that_does_not_come_is_waited_for_in_seconds()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        stage.Server.Enqueue(Fault.RawJson("""{"choices":[{"message":{"reasoning_content":"a deep thought","content":"an answer"},"finish_reason":"stop"}]}"""));
        await stage.Terminal.TypeAsync("one");
        await stage.ReadyAsync(after: "a deep thought\n\nan answer");

        await stage.Terminal.TypeAsync("/think hide");
        await stage.ReadyAsync(after: "Reasoning is hidden.");
        stage.Server.Enqueue(Fault.RawJson("""{"choices":[{"message":{"reasoning_content":"another thought","content":"a result"},"finish_reason":"stop"}]}"""));
        await stage.Terminal.TypeAsync("two");
        (await stage.ReadyAsync(after: "a result")).ShouldNotContain("another thought");

        stage.Server.Options.Latency = TimeSpan.FromSeconds(60);
        await stage.Terminal.TypeAsync("three");
        await stage.ShowsAsync("Waiting for the answer, 2 s (Esc cancels)");
        await stage.Terminal.PressAsync("Escape");
        (await stage.ReadyAsync(after: "Canceled.")).ShouldNotContain(line => line.StartsWith("Waiting", StringComparison.Ordinal));
    }

    [PwshFact]
    public async Task Retries_and_fallbacks_are_told_and_a_failure_leaves_the_console_usable()
    {
        await using var stage = await ConsoleStage.EnterAsync(command: "Enter-QwenChat -FallbackModel other -MaximumRetryCount 1");
        stage.Server.Enqueue(Fault.RateLimited(TimeSpan.FromSeconds(2)), Fault.RateLimited(TimeSpan.FromSeconds(1)));
        await stage.Terminal.TypeAsync("one");
        await stage.ShowsAsync("retry 1 of 1 in");
        await stage.ReadyAsync(after: "falling back to other");

        stage.Server.Enqueue(Fault.InvalidApiKey);
        await stage.Terminal.TypeAsync("two");
        await stage.ReadyAsync(after: "/retry sends the prompt again.");
        await stage.Terminal.TypeAsync("/retry");
        await stage.ReadyAsync(after: "You said: two");
    }
}
