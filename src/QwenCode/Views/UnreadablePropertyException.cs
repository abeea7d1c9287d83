using System.Management.Automation;
using QwenCode.Pipeline;

namespace QwenCode.Views;

/// <summary>
/// Why a property has no value. PowerShell takes each other exception of a property for <see langword="null"/>, so that formatting always
/// works; this one it reports, with the error's own id.
/// </summary>
internal sealed class UnreadablePropertyException(QwenException failure, object instance) : MethodInvocationException(failure.Message, failure)
{
    /// <inheritdoc/>
    public override ErrorRecord ErrorRecord => field ??= ErrorRecords.From(failure, instance);
}
