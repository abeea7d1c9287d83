using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Loading;
using QwenCode.Tools;

namespace QwenCode.Session;

/// <summary>What the cmdlets of one runspace share: the explicit choices, the request counter, and the warnings that were shown.</summary>
internal sealed class QwenSession
{
    /// <summary>The default rate limit of a sign-in's requests, as the service documents it.</summary>
    public const int DefaultRequestsPerMinute = 60;

    private static readonly ConditionalWeakTable<Runspace, QwenSession> Sessions = [];

    private static volatile bool _hasAnyChosen;

    // The table's entry remains until the runspace is finalized; this reference ends when the runspace cannot be reached any more.
    private readonly WeakReference<Runspace> _runspace;
    private readonly HashSet<string> _warned = [];
    private AuthChoice _choice = AuthChoice.None;
    private PathInfo? _location;
    private string _providerPath = "";
    private RequestLimiter _limiter = new(DefaultRequestsPerMinute, TimeProvider.System);

    private QwenSession(Runspace runspace) => _runspace = new WeakReference<Runspace>(runspace);

    /// <summary>The session of the runspace that runs on this thread.</summary>
    public static QwenSession Current => Sessions.GetValue(Runspace.DefaultRunspace, static runspace => new QwenSession(runspace));

    /// <summary>What <c>Connect-Qwen</c> and <c>Set-QwenAuth</c> have set.</summary>
    public AuthChoice Choice
    {
        get => _choice;
        set
        {
            _choice = value;
            if (value != AuthChoice.None)
                _hasAnyChosen = true;
        }
    }

    /// <summary>Whether nothing is set in this session but in another open one of the process, whose context may have been intended.</summary>
    public bool OnlyOtherHasChosen => _hasAnyChosen && _choice == AuthChoice.None && Sessions.Any(static other => other.Value._choice != AuthChoice.None && other.Value.IsOpen);

    /// <summary>The sign-ins cached on this machine, which all sessions of the process share.</summary>
    public static OAuthCredentialCache Credentials { get; } = new(TimeProvider.System);

    /// <summary>The host of the session's commands; <see langword="null"/> until one has run.</summary>
    public PSHost? Host { get; set; }

    /// <summary>The tools that the user has approved for the session.</summary>
    public ToolApprovals ToolApprovals { get; } = new();

    /// <summary>The functions that were offered as tools.</summary>
    public FunctionCopies Functions { get; } = new();

    /// <summary>The requests of this session.</summary>
    public RequestLogs Requests { get; } = new(TimeProvider.System);

    /// <summary>The file system's path of a location. The last one is kept: PowerShell queries the drive each time.</summary>
    /// <param name="location">A location in the file system.</param>
    public string ProviderPath(PathInfo location)
    {
        if (!ReferenceEquals(_location?.Drive, location.Drive) || _location.Path != location.Path)
            (_location, _providerPath) = (location, location.ProviderPath);
        return _providerPath;
    }

    /// <summary>Sets the rate limit of a sign-in's requests. Setting the same limit again keeps its count.</summary>
    /// <param name="requestsPerMinute">Requests per minute; 0 turns the limit off.</param>
    public void LimitRequests(int requestsPerMinute)
    {
        if (_limiter.RequestsPerMinute != requestsPerMinute)
            _limiter = new RequestLimiter(requestsPerMinute, TimeProvider.System);
    }

    /// <summary>The environment of a directory, with this session's syntax.</summary>
    public ResolvedEnvironment Environment(string workingDirectory) =>
        EnvironmentResolver.Resolve(Input(workingDirectory, Choice.EnvSyntax ?? default));

    /// <summary>Forgets the session of the current runspace.</summary>
    public static void Remove()
    {
        if (Runspace.DefaultRunspace is { } runspace)
            Sessions.Remove(runspace);
    }

    /// <summary>What a request from <paramref name="workingDirectory"/> would use.</summary>
    /// <param name="parameters">What the running command specifies.</param>
    /// <param name="session">The session's choice, <see cref="Choice"/> or another one to evaluate.</param>
    /// <param name="workingDirectory">PowerShell's file-system location.</param>
    /// <exception cref="QwenException">A specified value cannot be used.</exception>
    public AuthContext Resolve(AuthChoice parameters, AuthChoice session, string workingDirectory) => AuthResolver.Resolve(
        parameters,
        session,
        EnvironmentResolver.Resolve(Input(workingDirectory, parameters.EnvSyntax ?? session.EnvSyntax ?? default)),
        Credentials,
        Requests,
        _limiter);

    /// <summary>The environment of this process as seen from a directory.</summary>
    /// <param name="workingDirectory">PowerShell's file-system location.</param>
    /// <param name="syntax">The grammar of <c>.env</c> files.</param>
    public static EnvironmentInput Input(string workingDirectory, EnvSyntax syntax) => EnvironmentInput.Current(workingDirectory) with
    {
        DotNetEnvReader = syntax == EnvSyntax.DotNetEnv ? () => ConnectorLoader.DotNetEnvReader : null,
    };

    private bool IsOpen => _runspace.TryGetTarget(out var runspace) && runspace.RunspaceStateInfo.State == RunspaceState.Opened;

    /// <summary>Whether a warning has not been given in this session.</summary>
    public bool IsNewWarning(string text) => !_warned.Contains(text);

    /// <summary>Records that a warning was given, and that the command went on after it.</summary>
    public void AddWarning(string text) => _warned.Add(text);
}
