using System.Diagnostics;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>A real terminal of a specified size with PowerShell at its prompt, by <c>tmux</c>.</summary>
internal sealed class Terminal : IDisposable
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private const string Setup = """
        function prompt { 'PS> ' }
        $before = @{}
        function Reset-Session {
            foreach ($drive in 'Function', 'Alias', 'Variable') {
                Get-ChildItem "${drive}:" | Where-Object { $_.Name -notin $before[$drive] -and -not $_.ModuleName } | Remove-Item -Force -ErrorAction Ignore
            }
        }
        foreach ($drive in 'Function', 'Alias', 'Variable') { $before[$drive] = (Get-ChildItem "${drive}:").Name }
        """;

    private readonly PwshRun _place;
    private readonly string _socket;

    private Terminal(PwshRun place, string name)
    {
        _place = place;
        _socket = Path.Join(place.Root, name);
    }

    /// <summary>The reason to skip a test; <see langword="null"/> if it can run.</summary>
    public static string? ReasonToSkip =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, "tmux"))) ? null : "tmux is not on PATH";

    /// <summary>Opens it, the module imported. <c>Reset-Session</c> removes what commands have defined there since.</summary>
    /// <param name="place">Where PowerShell runs.</param>
    /// <param name="width">The columns.</param>
    /// <param name="height">The rows.</param>
    /// <param name="name">A name for one of several there.</param>
    public static async Task<Terminal> OpenAsync(PwshRun place, int width, int height, string name = "terminal")
    {
        var terminal = new Terminal(place, name);
        var setup = place.Write("terminal.ps1", $"Import-Module '{ModulePackage.Manifest}'\n{Setup}");
        await terminal.RunAsync(
            ["new-session", "-d", "-x", $"{width}", "-y", $"{height}", .. PinnedPowerShell.CommandLine("-NoLogo", "-NoProfile", "-NoExit", "-File", setup)]);
        await terminal.RunAsync("set-option", "-s", "set-clipboard", "on");
        await terminal.ScreenAsync(screen => screen.Contains("PS>"));
        return terminal;
    }

    /// <summary>Types a line.</summary>
    public async Task TypeAsync(string line)
    {
        await RunAsync("send-keys", "-l", line);
        await RunAsync("send-keys", "Enter");
    }

    /// <summary>Presses Ctrl+C.</summary>
    public Task InterruptAsync() => PressAsync("C-c");

    /// <summary>Presses keys, by tmux's names: <c>Enter</c>, <c>C-r</c>, <c>Up</c>.</summary>
    public Task PressAsync(params string[] keys) => RunAsync(["send-keys", .. keys]);

    /// <summary>Types characters without an end.</summary>
    public Task SendAsync(string text) => RunAsync("send-keys", "-l", text);

    /// <summary>Pastes a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isBracketed">Whether the terminal marks its beginning and end, if the program wants that.</param>
    public async Task PasteAsync(string text, bool isBracketed = true)
    {
        var file = _place.Write("paste.txt", text);
        await RunAsync("load-buffer", file);
        await RunAsync(isBracketed ? ["paste-buffer", "-p"] : ["paste-buffer"]);
    }

    /// <summary>The text that a program copied to the terminal's clipboard.</summary>
    public Task<string> ClipboardAsync() => RunAsync("show-buffer");

    /// <summary>Resizes it.</summary>
    public Task ResizeAsync(int width, int height) => RunAsync("resize-window", "-x", $"{width}", "-y", $"{height}");

    /// <summary>Waits until the screen shows something, and returns its lines.</summary>
    /// <param name="shows">What is waited for.</param>
    /// <param name="unwrapped">Whether lines that the terminal has wrapped are joined.</param>
    /// <exception cref="TimeoutException">It never did.</exception>
    public async Task<string[]> ScreenAsync(Func<string, bool> shows, bool unwrapped = false)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(Pause, TestContext.Current.CancellationToken))
        {
            var screen = await RunAsync(unwrapped ? ["capture-pane", "-p", "-J"] : ["capture-pane", "-p"]);
            if (shows(screen))
                return screen.Split('\n');
            if (clock.Elapsed > MostTime)
                throw new TimeoutException($"The screen still shows:\n{screen}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using var process = Process.Start(_place.Prepare("tmux", "-S", _socket, "kill-server"))!;
        process.WaitForExit();
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(_place.Prepare("tmux", ["-u", "-S", _socket, .. arguments]))!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"tmux {arguments[0]}: {await process.StandardError.ReadToEndAsync()}");
    }
}
