using System.Management.Automation;
using QwenCode.Showing;

namespace QwenCode.Completion;

/// <summary>Completes variables that hold an answer, whose conversation goes on.</summary>
internal sealed class AnswerCompleter : VariableCompleter
{
    /// <inheritdoc/>
    protected override string? Describe(object value) =>
        PSObject.AsPSObject(value).BaseObject is ChatAnswer answer ? $"Answer of {answer.Model}: {HumanText.FirstLine(answer.Text)}" : null;
}
