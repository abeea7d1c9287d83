using System.Management.Automation;
using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Loading;
using QwenCode.Pipeline;
using QwenCode.Receiving;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>What all cmdlets of the module share: the session, errors as records, and asynchronous work.</summary>
public abstract class QwenCommand : OutputCommand, IDisposable
{
    private Task<AuthContext>? _resolving;

    private protected QwenCommand()
    {
    }

    internal PipelinePump Pump { get; } = new();

    internal QwenSession Session
    {
        get
        {
            var session = QwenSession.Current;
            session.Host = Host;
            return session;
        }
    }

    /// <summary>What the command specifies of what a request uses.</summary>
    private protected virtual AuthChoice Parameters => AuthChoice.None;

    internal string WorkingDirectory
    {
        get
        {
            try
            {
                return Session.ProviderPath(SessionState.Path.CurrentFileSystemLocation);
            }
            catch (Exception exception) when (exception is ProviderNotFoundException or System.Management.Automation.DriveNotFoundException)
            {
                // A restricted session may have no file system. Each other session begins in the directory of its process.
                return Directory.GetCurrentDirectory();
            }
        }
    }

    // Each line for the verbose stream wakes the pipeline thread, which a request avoids without a reader.
    private bool IsVerbose => IsShown("Verbose");

    /// <summary>What sends requests; with <c>-Debug</c> it shows their bodies.</summary>
    internal ChatService ChatService => Trace is { } trace ? ConnectorLoader.Traced(trace) : ConnectorLoader.ChatService;

    /// <summary>Shows a body, with <c>-Debug</c>; <see langword="null"/> without.</summary>
    private protected Action<string>? Trace => IsShown("Debug") ? text => Pump.Post(() => WriteDebug(text)) : null;

    /// <summary>Whether progress is visible.</summary>
    internal bool ShowsProgress => (MyInvocation.BoundParameters.TryGetValue("ProgressAction", out var given) ? given : PreferenceOf("ProgressPreference"))
        is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    // PowerShell itself heeds -ErrorAction for error records only.
    private bool IsToContinue => MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var given)
        && given is ActionPreference.SilentlyContinue or ActionPreference.Ignore or ActionPreference.Continue;

    /// <inheritdoc/>
    protected override void StopProcessing() => Pump.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        Pump.Dispose();
        DisposeOwn();
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the command holds, when it ends however it ends.</summary>
    private protected virtual void DisposeOwn()
    {
    }

    /// <summary>Begins to resolve what the session would use here, for a command that will need it.</summary>
    private protected void BeginResolve() => _resolving = Resolving(Session.Choice, Parameters);

    /// <summary>What the session would use here.</summary>
    /// <param name="session">A choice to try, without what the command itself specifies; by default the session's, with it.</param>
    internal AuthContext Resolve(AuthChoice? session = null)
    {
        var resolving = session is not null ? Resolving(session, AuthChoice.None) : _resolving ?? Resolving(Session.Choice, Parameters);
        _resolving = null;
        return Pump.WaitBriefly(resolving);
    }

    /// <summary>The variables and files that apply here.</summary>
    internal ResolvedEnvironment Environment()
    {
        var (session, directory) = (Session, WorkingDirectory);
        return OffThread(() => session.Environment(directory));
    }

    /// <summary>Runs what may wait for a slow disk off the pipeline thread, so that Ctrl+C ends the wait.</summary>
    internal T OffThread<T>(Func<T> work) => Pump.WaitBriefly(Pump.Start(work));

    /// <inheritdoc cref="OffThread{T}(Func{T})"/>
    internal void OffThread(Action work) => OffThread(() =>
    {
        work();
        return true;
    });

    /// <summary>What a request uses: the specified context, or the session's. Warnings are given once per session.</summary>
    internal AuthContext ForRequest(AuthContext? given)
    {
        var context = given ?? ResolveHere();
        context.EnsureUsable();
        foreach (var warning in context.Warnings)
            WarnOnce(warning);
        return context;
    }

    /// <summary>
    /// On the pipeline thread: the same for the session's context that is being resolved, without a wait, so that the thread that resolves it can
    /// go on with the request. Only a warning or an error brings it back to the pipeline thread. <see langword="null"/> if none is being resolved.
    /// </summary>
    private protected Task<AuthContext>? ForRequestAsync() => _resolving is { } resolving && !Session.OnlyOtherHasChosen ? ForRequestAsync(resolving, Pump.Token) : null;

    private async Task<AuthContext> ForRequestAsync(Task<AuthContext> resolving, CancellationToken cancellationToken)
    {
        var context = await resolving.ConfigureAwait(false);
        return context is { Failure: null, Warnings.Count: 0 } ? context : await Pump.InvokeAsync(() => ForRequest(context), cancellationToken).ConfigureAwait(false);
    }

    private AuthContext ResolveHere()
    {
        var context = Resolve();
        if (!Session.OnlyOtherHasChosen)
            return context;
        if (context.Failure?.Id == ErrorId.NoAuthentication)
            throw QwenErrors.NoLoginInRunspace();
        WarnOnce(QwenErrors.OtherRunspaceIsLoggedIn(context.ToString()));
        return context;
    }

    private bool IsShown(string stream) => MyInvocation.BoundParameters.TryGetValue(stream, out var given)
        ? (SwitchParameter)given
        : PreferenceOf($"{stream}Preference") is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private void WarnOnce(string warning)
    {
        var session = Session;
        if (!session.IsNewWarning(warning))
            return;

        // With -WarningAction Stop or Inquire it may end the command, and the next one must not go on without it.
        WriteWarning(warning);
        session.AddWarning(warning);
    }

    /// <summary>Runs asynchronous work to its end.</summary>
    internal T Await<T>(Func<CancellationToken, Task<T>> work) => Pump.Wait(Pump.Start(work));

    /// <summary>Runs a request to its end, with progress.</summary>
    /// <param name="activity">Where the request reports what it is doing.</param>
    /// <param name="work">Sends it.</param>
    internal T Await<T>(RequestActivity activity, Func<CancellationToken, Task<T>> work)
    {
        var progress = Pump.Progress ??= new ProgressDisplay(this);
        progress.Begin(() => [activity]);
        try
        {
            return Await(work);
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>Runs a step and turns its failure into an error: a record about <paramref name="target"/>, one of several inputs, or terminating without one.</summary>
    private protected void Report(Action step, object? target = null) => Report(step, new Subject(target, null));

    /// <summary>Runs a step of a request and turns its failure into an error: a record for one of several inputs, terminating for a request that stands alone.</summary>
    internal void Report(Action step, Subject subject) => Report(step, subject, isAll: false);

    /// <summary>Runs all the work of a command; its failure is terminating, since nothing is left to do.</summary>
    private protected void ReportAll(Action work) => Report(work, new Subject(null, null), isAll: true);

    private Task<AuthContext> Resolving(AuthChoice choice, AuthChoice parameters)
    {
        var (session, directory) = (Session, WorkingDirectory);
        return Pump.Start(() => session.Resolve(parameters, choice, directory));
    }

    private void Report(Action step, Subject subject, bool isAll)
    {
        if (FailureOf(step) is { } failure)
            Report(failure, subject, isAll);
    }

    /// <summary>Runs a step; its failure, or <see langword="null"/>.</summary>
    internal QwenException? FailureOf(Action step) => ErrorRecords.FailureOf(step, Pump.Token);

    /// <summary>Reports a failure: as a record for one of several inputs, terminating for a request that stands alone.</summary>
    internal void Report(QwenException exception, Subject subject) => Report(exception, subject, isAll: false);

    private void Report(QwenException exception, Subject subject, bool isAll)
    {
        var record = ErrorRecords.From(exception, subject.TargetOf(exception));
        if (isAll || exception.EndsCommand || (subject.IsAlone && !IsToContinue))
        {
            Pump.Progress?.End();
            ThrowTerminatingError(record);
        }

        WriteError(record);
    }

    /// <summary>How a request is carried out; its log goes to the verbose stream.</summary>
    private protected CallOptions CallOptions(int? timeoutSec, int maximumRetryCount) => new()
    {
        HasRetryCount = MyInvocation.BoundParameters.ContainsKey("MaximumRetryCount"),
        Timeout = Http.CallOptions.LimitOf(timeoutSec),
        MaximumRetryCount = maximumRetryCount,
        MaximumAnswer = ReceiveLimits.Answer(System.Environment.GetEnvironmentVariable(ReceiveLimits.AnswerVariable)),
        Log = IsVerbose ? text => Pump.Post(() => WriteVerbose(text)) : null,
        Warn = (text, token) => Pump.InvokeAsync(() => WarnOnce(text), token),
        Activity = new RequestActivity(TimeProvider.System),
    };
}
