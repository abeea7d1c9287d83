using System.Text.Json;

namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>A console in a real terminal, and the service that it talks to.</summary>
internal sealed class ConsoleStage : IAsyncDisposable
{
    private ConsoleStage(LoopbackServer server, PwshRun pwsh, Terminal terminal) => (Server, Pwsh, Terminal) = (server, pwsh, terminal);

    /// <summary>The service.</summary>
    public LoopbackServer Server { get; }

    /// <summary>PowerShell.</summary>
    public PwshRun Pwsh { get; }

    /// <summary>The terminal.</summary>
    public Terminal Terminal { get; }

    /// <summary>The prompts that reached the service, in order.</summary>
    public IReadOnlyList<string> Prompts => [.. Server.Requests.Where(request => request.Method == "POST").Select(request => JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!)];

    /// <summary>Opens a terminal with PowerShell at its prompt.</summary>
    public static async Task<ConsoleStage> OpenAsync(LoopbackOptions? options = null, int width = 80, int height = 30, Action<PwshRun>? prepare = null)
    {
        Assert.SkipWhen(Terminal.ReasonToSkip is not null, Terminal.ReasonToSkip ?? "");
        var server = await LoopbackServer.StartAsync(options ?? new LoopbackOptions());
        var pwsh = new PwshRun().WithServer(server).With("CI", "");
        pwsh.With("NO_COLOR", "").With("TERM", "xterm-256color").With("XDG_DATA_HOME", pwsh.MakeDirectory("data"));
        prepare?.Invoke(pwsh);
        return new ConsoleStage(server, pwsh, await Terminal.OpenAsync(pwsh, width, height));
    }

    /// <summary>Opens the console, and waits for its prompt.</summary>
    public static async Task<ConsoleStage> EnterAsync(LoopbackOptions? options = null, int width = 80, int height = 30, string command = "$c = Enter-QwenChat", Action<PwshRun>? prepare = null)
    {
        var stage = await OpenAsync(options, width, height, prepare);
        await stage.Terminal.TypeAsync($"cls; $PSStyle.OutputRendering = 'Host'; {command}");
        await stage.ReadyAsync();
        return stage;
    }

    /// <summary>Waits for the console's prompt with an empty line, and returns the screen.</summary>
    public Task<string[]> ReadyAsync() => Terminal.ScreenAsync(IsReady);

    /// <summary>Waits for the console's prompt below a text.</summary>
    public Task<string[]> ReadyAsync(string after) => Terminal.ScreenAsync(screen => screen.Contains(after) && IsReady(screen));

    /// <summary>Waits for a text.</summary>
    public Task<string[]> ShowsAsync(string text) => Terminal.ScreenAsync(screen => screen.Contains(text));

    /// <summary>Waits for PowerShell's prompt, and returns what a command then writes.</summary>
    public async Task<string> RunAsync(string command)
    {
        await Terminal.ScreenAsync(IsOver);
        await Terminal.TypeAsync($"cls; {command}; 'the ' + 'end'");
        var screen = await Terminal.ScreenAsync(text => text.Contains("the end"), unwrapped: true);
        return string.Join('\n', screen.Select(line => line.TrimEnd()).TakeWhile(line => line != "the end"));
    }

    /// <summary>Ends the console by its command, and returns what a command then writes.</summary>
    public async Task<string> ExitAsync(string command)
    {
        await Terminal.TypeAsync("/exit");
        return await RunAsync(command);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Terminal.Dispose();
        Pwsh.Dispose();
        await Server.DisposeAsync();
    }

    private static bool IsReady(string screen) => screen.TrimEnd().EndsWith("\n>", StringComparison.Ordinal);

    private static bool IsOver(string screen) => screen.TrimEnd().EndsWith("PS>", StringComparison.Ordinal);
}
