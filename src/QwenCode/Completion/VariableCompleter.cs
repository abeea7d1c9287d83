using System.Collections;
using System.Management.Automation;

namespace QwenCode.Completion;

/// <summary>Completes variables that hold what the parameter takes.</summary>
internal abstract class VariableCompleter : Completer
{
    /// <summary>What the value is, in words; <see langword="null"/> if the parameter does not take it.</summary>
    protected abstract string? Describe(object value);

    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters) =>
        from variable in Ask<PSVariable>(@"Microsoft.PowerShell.Utility\Get-Variable")
        where variable.Name.StartsWith(typed.TrimStart('$'), StringComparison.OrdinalIgnoreCase)
        let description = variable.Value is null ? null : DescribeSafely(variable.Value)
        where description is not null
        select new CompletionResult(CompletionText.Variable(variable.Name), variable.Name, CompletionResultType.Variable, description);

    // A variable that cannot be looked into is not offered, and the others are.
    private string? DescribeSafely(object value)
    {
        try
        {
            return Describe(value);
        }
        catch (QwenException)
        {
            return null;
        }
    }
}
