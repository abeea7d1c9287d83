using System.Collections;
using System.Management.Automation;
using QwenCode.Conversion;
using QwenCode.Showing;

namespace QwenCode.ArgumentCompletion;

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

    // A variable whose value cannot be read is not offered; the others are.
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

/// <summary>Completes variables that contain a context; the tooltip shows method, provider and model.</summary>
internal sealed class AuthContextCompleter : VariableCompleter
{
    /// <inheritdoc/>
    protected override string? Describe(object value) =>
        PSObject.AsPSObject(value).BaseObject is AuthContext context ? $"{context}{(context.Model is null ? "" : $", model {context.Model}")}" : null;
}

/// <summary>Completes variables that hold an answer, whose conversation goes on.</summary>
internal sealed class AnswerCompleter : VariableCompleter
{
    /// <inheritdoc/>
    protected override string? Describe(object value) =>
        PSObject.AsPSObject(value).BaseObject is ChatAnswer answer ? $"Answer of {answer.Model}: {HumanText.FirstLine(answer.Text)}" : null;
}

/// <summary>Completes variables that hold a conversation, an answer, or either as it came back from a file.</summary>
internal sealed class ConversationCompleter : VariableCompleter
{
    /// <inheritdoc/>
    protected override string? Describe(object value)
    {
        if (PSObject.AsPSObject(value).BaseObject is SavedConversation saved)
            return $"Saved conversation {saved}";
        if (!ConversationObjects.IsContinuable(value))
            return null;
        var conversation = ConversationObjects.From(value);
        return conversation is { Messages.Count: > 0 } ? $"Conversation of {conversation}" : "An empty conversation";
    }
}
