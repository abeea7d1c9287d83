using System.Management.Automation;
using QwenCode.Authentication;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>Forgets what <c>Connect-Qwen</c> and <c>Set-QwenAuth</c> chose in this session; the environment counts again.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Qwen")]
public sealed class DisconnectQwenCommand : QwenCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Session.Choice = AuthChoice.None;
        WriteVerbose("The session's key and choices are forgotten; the environment counts again.");
    }
}
