using System.Management.Automation;

namespace QwenCode.Tools;

/// <summary>The session's <c>$LASTEXITCODE</c> while a tool runs: that of the tool alone. Afterwards it is the user's again.</summary>
internal sealed class LastExitCode : IDisposable
{
    private const string Name = "global:LASTEXITCODE";

    private readonly PSVariableIntrinsics _variables;
    private readonly object? _before;

    /// <summary>Begins.</summary>
    public LastExitCode(SessionState session)
    {
        _variables = session.PSVariable;
        _before = _variables.GetValue(Name);
        _variables.Set(Name, 0);
    }

    /// <summary>What the last program or script returned that the tool ran; 0 if it ran none.</summary>
    public int Value => _variables.GetValue(Name) is int code ? code : 0;

    /// <inheritdoc/>
    public void Dispose() => _variables.Set(Name, _before);
}
