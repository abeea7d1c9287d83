using System.Management.Automation;

namespace QwenCode.Completion;

/// <summary>Completes variables that hold a context; the tooltip tells method, provider and model.</summary>
internal sealed class AuthContextCompleter : VariableCompleter
{
    /// <inheritdoc/>
    protected override string? Describe(object value) =>
        PSObject.AsPSObject(value).BaseObject is AuthContext context ? $"{context}{(context.Model is null ? "" : $", model {context.Model}")}" : null;
}
