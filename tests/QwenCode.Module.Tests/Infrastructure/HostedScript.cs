using System.Text;
using QwenCode.ScriptHost;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>A script in a new runspace of a PowerShell that stays. A host that it hangs or ends is killed and replaced.</summary>
internal sealed class HostedScript : IRunningScript
{
    private readonly TimeSpan _mostTime;
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TaskCompletionSource _firstOutput = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<PwshHost> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task<PwshHost> _host;
    private readonly Task<PwshResult> _result;
    private bool _isReturned;

    /// <summary>Starts it.</summary>
    /// <param name="script">What is run.</param>
    /// <param name="mostTime">When it has taken too long.</param>
    public HostedScript(ScriptRequest script, TimeSpan mostTime)
    {
        _mostTime = mostTime;
        _host = PwshHosts.TakeAsync(Deadline);
        _result = RunAsync(script);
    }

    /// <inheritdoc/>
    public CancellationToken Deadline => _deadline.Token;

    /// <inheritdoc/>
    public Task FirstOutputAsync() => _firstOutput.Task.WaitAsync(Deadline);

    /// <inheritdoc/>
    public Task TellAsync(string line) => SendAsync(new Frame { Line = line });

    /// <inheritdoc/>
    public async Task<PwshResult> EndAsync()
    {
        await SendAsync(new Frame { EndOfInput = true });
        var result = await _result;
        _isReturned = true;
        PwshHosts.Return(await _host);
        return result;
    }

    /// <summary>Kills the host, unless the script has ended and was waited for.</summary>
    public void Dispose()
    {
        // What still runs observes that.
        _deadline.Cancel();
        _deadline.Dispose();
        if (!_isReturned && _host.IsCompletedSuccessfully)
            _host.Result.Dispose();
    }

    private async Task SendAsync(Frame frame)
    {
        try
        {
            // Not before the script, whose lines these are.
            (await _started.Task).Channel.Send(frame);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The host has ended; the result shows it.
        }
    }

    private async Task<PwshResult> RunAsync(ScriptRequest script)
    {
        try
        {
            // The tests' threads may all be waiting for something else.
            return await RunAsync(await _host.ConfigureAwait(false), script).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _started.TrySetException(exception);
            throw;
        }
        finally
        {
            _firstOutput.TrySetResult();
        }
    }

    private async Task<PwshResult> RunAsync(PwshHost host, ScriptRequest script)
    {
        try
        {
            _deadline.CancelAfter(_mostTime);
            host.Channel.Send(new Frame { Script = script });
            _started.SetResult(host);
            while (await host.Channel.ReceiveAsync(Deadline).ConfigureAwait(false) is { } frame)
            {
                _output.Append(frame.Output);
                _errors.Append(frame.Errors);
                _firstOutput.TrySetResult();
                if (frame.ExitCode is { } exitCode)
                    return new PwshResult(_output.ToString(), _errors.ToString(), exitCode);
            }
        }
        catch (OperationCanceledException)
        {
            host.Dispose();
            throw new TimeoutException($"The script did not end within {_mostTime.TotalSeconds} s.\n{_output}\n{_errors}");
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The exception below shows more.
        }

        throw new InvalidOperationException($"The script ended its host.\n{await host.EndAsync().ConfigureAwait(false)}\n--- before\n{_output}\n{_errors}");
    }
}
