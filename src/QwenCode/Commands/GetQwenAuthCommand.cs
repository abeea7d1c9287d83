using System.Management.Automation;

namespace QwenCode.Commands;

/// <summary>Shows what the next request would use and the source of each value. If nothing is configured, it shows what to do.</summary>
[Cmdlet(VerbsCommon.Get, "QwenAuth")]
[OutputType(typeof(AuthContext))]
public sealed class GetQwenAuthCommand : QwenCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() => Report(() => WriteObject(Resolve()));
}
