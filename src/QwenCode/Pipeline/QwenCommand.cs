using System.Management.Automation;
using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Session;

namespace QwenCode.Pipeline;

/// <summary>What all cmdlets of the module share: the session, errors as records, and asynchronous work.</summary>
public abstract class QwenCommand : PSCmdlet, IDisposable
{
    private readonly PipelinePump _pump = new();

    private protected QwenCommand()
    {
    }

    private protected static QwenSession Session => QwenSession.Current;

    private protected string WorkingDirectory => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <inheritdoc/>
    protected override void StopProcessing() => _pump.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        _pump.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What this command would use; warnings about the files are given once per session.</summary>
    private protected AuthContext Resolve(AuthChoice parameters, AuthChoice? session = null)
    {
        var context = Session.Resolve(parameters, session ?? Session.Choice, WorkingDirectory);
        foreach (var warning in context.Warnings.Where(Session.IsNewWarning))
            WriteWarning(warning);
        return context;
    }

    /// <summary>Runs asynchronous work to its end; <paramref name="work"/> gets a log that writes to the verbose stream.</summary>
    private protected T Await<T>(Func<Action<string>, CancellationToken, Task<T>> work) =>
        _pump.Run((post, token) => work(text => post(() => WriteVerbose(text)), token));

    /// <summary>Runs a step and turns its failure into an error record: terminating where nothing can be done for any other input.</summary>
    private protected void Report(Action step, object? target = null)
    {
        try
        {
            step();
        }
        catch (QwenException exception)
        {
            var record = ErrorRecords.From(exception, target);
            if (exception.IsTerminating)
                ThrowTerminatingError(record);
            WriteError(record);
        }
    }

    private protected static CallOptions CallOptions(int timeoutSec, int maximumRetryCount, Action<string> log) => new()
    {
        Timeout = timeoutSec == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(timeoutSec),
        MaximumRetryCount = maximumRetryCount,
        Log = log,
    };
}
