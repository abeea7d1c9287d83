using System.Text.Json;

namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>A console in a real terminal, and the service that it talks to.</summary>
internal sealed class ConsoleStage : IAsyncDisposable
{
    private static int _count;

    private readonly bool _isShared;

    private ConsoleStage(LoopbackServer server, PwshRun pwsh, Terminal terminal, bool isShared) =>
        (Server, Pwsh, Terminal, _isShared) = (server, pwsh, terminal, isShared);

    /// <summary>The service.</summary>
    public LoopbackServer Server { get; }

    /// <summary>PowerShell.</summary>
    public PwshRun Pwsh { get; }

    /// <summary>The terminal.</summary>
    public Terminal Terminal { get; }

    /// <summary>The prompts that reached the service, in order.</summary>
    public IReadOnlyList<string> Prompts => [.. Server.Requests.Where(request => request.Method == "POST").Select(request => JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!)];

    /// <summary>Opens a terminal with PowerShell at its prompt.</summary>
    public static async Task<ConsoleStage> OpenAsync(LoopbackOptions? options = null, int width = 80, int height = 30, Action<PwshRun>? prepare = null, bool isShared = true)
    {
        Assert.SkipWhen(Terminal.ReasonToSkip is not null, Terminal.ReasonToSkip ?? "");
        var server = await LoopbackServer.StartAsync(options ?? new LoopbackOptions());
        isShared &= prepare is null;
        if (isShared && ConsoleTerminals.Take() is { } idle)
        {
            var data = idle.Pwsh.MakeDirectory($"data{Interlocked.Increment(ref _count)}");
            await idle.Terminal.ResizeAsync(width, height);
            await idle.Terminal.TypeAsync($"$env:OPENAI_BASE_URL = '{server.BaseUrl.AbsoluteUri}'; $env:XDG_DATA_HOME = '{data}'; $env:NO_COLOR = $null; Disconnect-Qwen; Reset-Session; Set-Location '{idle.Pwsh.Project}'; cls; 'rea' + 'dy'");
            await idle.Terminal.ScreenAsync(screen => screen.StartsWith("ready\n", StringComparison.Ordinal) && IsOver(screen));
            return new ConsoleStage(server, idle.Pwsh, idle.Terminal, isShared: true);
        }

        var pwsh = new PwshRun().WithServer(server).With("CI", "");
        pwsh.With("NO_COLOR", "").With("TERM", "xterm-256color").With("XDG_DATA_HOME", pwsh.MakeDirectory("data"));
        prepare?.Invoke(pwsh);
        return new ConsoleStage(server, pwsh, await Terminal.OpenAsync(pwsh, width, height), isShared);
    }

    /// <summary>Opens the console, and waits for its prompt.</summary>
    public static async Task<ConsoleStage> EnterAsync(LoopbackOptions? options = null, int width = 80, int height = 30, string command = "$c = Enter-QwenChat", Action<PwshRun>? prepare = null, bool isShared = true)
    {
        var stage = await OpenAsync(options, width, height, prepare, isShared);
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

    /// <summary>Waits for PowerShell's prompt, and types a command on a screen that is cleared first.</summary>
    public async Task BeginAsync(string command)
    {
        await Terminal.ScreenAsync(IsOver);
        await Terminal.TypeAsync($"cls; {command}");
    }

    /// <summary>Waits for PowerShell's prompt, and returns what a command then writes.</summary>
    public async Task<string> RunAsync(string command)
    {
        await BeginAsync($"{command}; 'the ' + 'end'");
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
        if (_isShared && await IsOverAfterInterruptsAsync())
        {
            ConsoleTerminals.Return(Pwsh, Terminal);
        }
        else
        {
            Terminal.Dispose();
            Pwsh.Dispose();
        }

        await Server.DisposeAsync();
    }

    private async Task<bool> IsOverAfterInterruptsAsync()
    {
        try
        {
            for (var attempt = 0; attempt < 8; attempt++)
            {
                if (IsOver(string.Join('\n', await Terminal.ScreenAsync(_ => true))))
                    return true;
                await Terminal.InterruptAsync();
                await Task.Delay(200);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            // The terminal is gone.
        }

        return false;
    }

    private static bool IsReady(string screen) => screen.TrimEnd().EndsWith("\n>", StringComparison.Ordinal);

    private static bool IsOver(string screen) => screen.TrimEnd().EndsWith("PS>", StringComparison.Ordinal);
}
