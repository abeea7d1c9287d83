using System.Management.Automation;

namespace QwenCode.Tools;

/// <summary>
/// The session's <c>$LASTEXITCODE</c> while a tool runs: that of the tool alone. Afterwards it is the user's again. One that cannot be set, such
/// as a read-only one, stays as it is.
/// </summary>
internal sealed class LastExitCode : IDisposable
{
    private const string Name = "global:LASTEXITCODE";

    private readonly PSVariableIntrinsics _variables;
    private readonly object? _before;
    private readonly bool _isReset;

    /// <summary>Begins.</summary>
    public LastExitCode(SessionState session)
    {
        _variables = session.PSVariable;
        _before = _variables.GetValue(Name);
        _isReset = TrySet(0);
    }

    /// <summary>What the last program or script returned that the tool ran; 0 if it ran none, or if that cannot be told.</summary>
    public int Value => _isReset && _variables.GetValue(Name) is int code ? code : 0;

    /// <inheritdoc/>
    public void Dispose() => TrySet(_before);

    private bool TrySet(object? value)
    {
        try
        {
            _variables.Set(Name, value);
            return true;
        }
        catch (RuntimeException)
        {
            return false;
        }
    }
}
