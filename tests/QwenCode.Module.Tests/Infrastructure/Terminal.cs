using System.Diagnostics;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>A real terminal of a specified size with PowerShell at its prompt, by <c>tmux</c>.</summary>
internal sealed class Terminal : IDisposable
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly PwshRun _place;
    private readonly string _socket;

    private Terminal(PwshRun place)
    {
        _place = place;
        _socket = Path.Join(place.Root, "terminal");
    }

    /// <summary>The reason to skip a test; <see langword="null"/> if it can run.</summary>
    public static string? ReasonToSkip =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, "tmux"))) ? null : "tmux is not on PATH";

    /// <summary>Opens it, the module imported.</summary>
    public static async Task<Terminal> OpenAsync(PwshRun place, int width, int height)
    {
        var terminal = new Terminal(place);
        var setup = place.Write("terminal.ps1", $"Import-Module '{ModulePackage.Manifest}'; function prompt {{ 'PS> ' }}");
        await terminal.RunAsync(
            ["new-session", "-d", "-x", $"{width}", "-y", $"{height}", .. PinnedPowerShell.CommandLine("-NoLogo", "-NoProfile", "-NoExit", "-File", setup)]);
        await terminal.ScreenAsync(screen => screen.Contains("PS>"));
        return terminal;
    }

    /// <summary>Types a line.</summary>
    public async Task TypeAsync(string line)
    {
        await RunAsync("send-keys", "-l", line);
        await RunAsync("send-keys", "Enter");
    }

    /// <summary>Presses Ctrl-C.</summary>
    public Task InterruptAsync() => RunAsync("send-keys", "C-c");

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
