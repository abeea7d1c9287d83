using System.Diagnostics;
using System.IO.Pipes;
using QwenCode.ScriptHost;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>A PowerShell process that runs one script after another.</summary>
internal sealed class PwshHost : IDisposable
{
    // It is built beside the tests' own project, for the oldest PowerShell.
    private static readonly string Worker = Path.Join(
        AppContext.BaseDirectory.Replace("QwenCode.Module.Tests", "QwenCode.ScriptHost", StringComparison.Ordinal).Replace("net10.0", "net8.0", StringComparison.Ordinal),
        "Worker.ps1");

    private static readonly TimeSpan MostTimeToEnd = TimeSpan.FromSeconds(30);

    private readonly PwshRun _place = new();
    private readonly NamedPipeServerStream _pipe;
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private bool _isDisposed;

    private PwshHost()
    {
        var name = $"qwencode-{Guid.NewGuid():N}";
        _pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        Channel = new FrameChannel(_pipe);
        _process = Process.Start(_place.PreparePwsh("-NoProfile", "-NonInteractive", "-File", Worker, name))!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Leads to it.</summary>
    public FrameChannel Channel { get; }

    /// <summary>Starts it and waits until it takes scripts.</summary>
    public static async Task<PwshHost> StartAsync(CancellationToken cancellationToken)
    {
        var host = new PwshHost();
        var connecting = host._pipe.WaitForConnectionAsync(cancellationToken);
        var ending = host._process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(connecting, ending) == connecting && connecting.IsCompletedSuccessfully)
            return host;
        host.Kill();
        var lastWords = await host.EndAsync();
        host.Dispose();
        throw new InvalidOperationException($"The shared PowerShell did not start.\n{lastWords}");
    }

    /// <summary>How the process ended, which is killed if it does not do so by itself.</summary>
    public async Task<PwshResult> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(MostTimeToEnd).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Kill();
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }

        return new PwshResult(await _output.ConfigureAwait(false), await _errors.ConfigureAwait(false), _process.ExitCode);
    }

    /// <summary>Kills it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        Kill();
        Channel.Dispose();
        _process.Dispose();
        _place.Dispose();
    }

    private void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }
}
