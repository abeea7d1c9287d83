using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using QwenCode.Authentication;
using QwenCode.Environment;

namespace QwenCode.Session;

/// <summary>What the cmdlets of one runspace share: the explicit choices, the request counter, and what has been said once.</summary>
internal sealed class QwenSession
{
    private static readonly ConditionalWeakTable<Runspace, QwenSession> Sessions = [];

    private readonly HashSet<string> _warned = [];

    /// <summary>The session of the runspace that runs on this thread.</summary>
    public static QwenSession Current => Sessions.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>What <c>Connect-Qwen</c> and <c>Set-QwenAuth</c> were given.</summary>
    public AuthChoice Choice { get; set; } = AuthChoice.None;

    /// <summary>The requests of this session.</summary>
    public RequestLog Requests { get; } = new(TimeProvider.System);

    /// <summary>Forgets the session of the current runspace.</summary>
    public static void Remove()
    {
        if (Runspace.DefaultRunspace is { } runspace)
            Sessions.Remove(runspace);
    }

    /// <summary>What a request from <paramref name="workingDirectory"/> would use.</summary>
    /// <param name="parameters">What the running command was given.</param>
    /// <param name="session">The session's choice, <see cref="Choice"/> or one that is tried out.</param>
    /// <param name="workingDirectory">PowerShell's file-system location.</param>
    /// <exception cref="QwenException">A value was given that cannot be used.</exception>
    public AuthContext Resolve(AuthChoice parameters, AuthChoice session, string workingDirectory) => AuthResolver.Resolve(
        parameters, session, EnvironmentResolver.Resolve(EnvironmentInput.Current(workingDirectory)), Requests);

    /// <summary>Whether a warning has not been given in this session yet; notes that it is given now.</summary>
    public bool IsNewWarning(string text) => _warned.Add(text);
}
