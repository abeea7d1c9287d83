using System.Diagnostics;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>A PowerShell of its own. It is killed, with all that it started, when it takes too long.</summary>
internal sealed class PwshProcess : IRunningScript
{
    private readonly TimeSpan _mostTime;
    private readonly Process _process;
    private readonly TaskCompletionSource _firstOutput = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    /// <summary>Starts it.</summary>
    /// <param name="start">What is run.</param>
    /// <param name="mostTime">When it has taken too long; by default after five minutes.</param>
    public PwshProcess(ProcessStartInfo start, TimeSpan? mostTime = null)
    {
        _mostTime = mostTime ?? TimeSpan.FromMinutes(5);
        _deadline.CancelAfter(_mostTime);
        _process = Process.Start(start)!;
        _output = ReadOutputAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <inheritdoc/>
    public CancellationToken Deadline => _deadline.Token;

    /// <inheritdoc/>
    public Task FirstOutputAsync() => _firstOutput.Task.WaitAsync(Deadline);

    /// <inheritdoc/>
    public async Task TellAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync(Deadline);
    }

    /// <inheritdoc/>
    public async Task<PwshResult> EndAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync(Deadline);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"pwsh did not end within {_mostTime.TotalSeconds} s.\n{await _output}\n{await _errors}");
        }

        return new PwshResult(await _output, await _errors, _process.ExitCode);
    }

    /// <summary>Kills it if it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _deadline.Dispose();
    }

    private async Task<string> ReadOutputAsync()
    {
        var first = new char[1024];
        var count = await _process.StandardOutput.ReadAsync(first);
        _firstOutput.TrySetResult();
        return new string(first, 0, count) + await _process.StandardOutput.ReadToEndAsync();
    }
}
