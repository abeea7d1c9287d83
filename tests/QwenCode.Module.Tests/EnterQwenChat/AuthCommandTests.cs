using QwenCode.ModuleTests.SignIn;

namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary><c>/auth</c> in the middle of a conversation, in a real terminal.</summary>
public sealed class AuthCommandTests
{
    [PwshFact]
    public async Task The_conversation_goes_on_with_a_sign_in_and_back_and_no_key_reaches_the_other_endpoint()
    {
        Assert.SkipWhen(Terminal.ReasonToSkip is not null, Terminal.ReasonToSkip ?? "");
        await using var keyed = await LoopbackServer.StartAsync(new LoopbackOptions { ApiKey = "sk-of-the-first-endpoint" });
        await using var signIn = await SignInStage.StartAsync();
        var pwsh = signIn.Pwsh;
        pwsh.With("OPENAI_BASE_URL", keyed.BaseUrl.AbsoluteUri).With("OPENAI_API_KEY", "sk-of-the-first-endpoint").With("OPENAI_MODEL", "first-model").With("XDG_DATA_HOME", pwsh.MakeDirectory("data"));
        using var terminal = await Terminal.OpenAsync(pwsh, width: 100, height: 60);
        await terminal.TypeAsync("cls; $c = Enter-QwenChat");
        await Ready(terminal);
        await terminal.TypeAsync("one");
        await Ready(terminal, "You said: one");

        await terminal.TypeAsync("/auth");
        await terminal.ScreenAsync(screen => screen.Contains("How should this session authenticate?") && IsAsked(screen));
        (await terminal.ScreenAsync(_ => true)).ShouldContain(line => line.TrimEnd() == "How should this session authenticate?");
        await terminal.ResizeAsync(40, 60);
        await terminal.PressAsync("Escape");
        await Ready(terminal, "Canceled.");
        await terminal.TypeAsync("/auth");
        await terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("Number (Enter takes 4, Esc cancels)\n:", StringComparison.Ordinal));
        await terminal.ResizeAsync(100, 60);
        await terminal.PressAsync("C-c");
        await Ready(terminal, "Esc cancels)");
        await terminal.TypeAsync("/auth");
        await terminal.ScreenAsync(screen => screen.Contains("Canceled.") && IsAsked(screen));
        await terminal.TypeAsync("2");
        await terminal.ScreenAsync(screen => screen.Contains("Code:"));
        signIn.Server.OAuth.Approve(signIn.Server.OAuth.UserCodes[^1]);
        await Ready(terminal, "In effect now: OAuth");
        await terminal.TypeAsync("two");
        await Ready(terminal, "You said: two");
        await terminal.TypeAsync("/auth");
        await terminal.ScreenAsync(IsAsked);
        await terminal.TypeAsync("4");
        await Ready(terminal, "In effect now: ApiKey");
        await terminal.TypeAsync("three");
        await Ready(terminal, "You said: three");

        var chats = signIn.Server.Requests.Where(request => request.Path.EndsWith("/chat/completions", StringComparison.Ordinal)).ToList();
        chats.Count.ShouldBe(1);
        chats[0].Body.ShouldContain("You said: one");
        signIn.Server.Requests.ShouldAllBe(request => !$"{request.Body}{string.Concat(request.Headers.Values)}{request.QueryString}".Contains("sk-of-the-first"));
        var keyedChats = keyed.Requests.Where(request => request.Method == "POST").ToList();
        keyedChats.Count.ShouldBe(2);
        keyedChats[1].Body.ShouldContain("You said: two");
        keyedChats.ShouldAllBe(request => request.Headers["Authorization"] == "Bearer sk-of-the-first-endpoint");
    }

    // In a row of its own, if the terminal is still narrow.
    private static bool IsAsked(string screen) => screen.TrimEnd().TrimEnd(':', '\n').EndsWith("Esc cancels)", StringComparison.Ordinal);

    private static Task<string[]> Ready(Terminal terminal, string after = "") =>
        terminal.ScreenAsync(screen => screen.Contains(after) && screen.TrimEnd().EndsWith("\n>", StringComparison.Ordinal));
}
