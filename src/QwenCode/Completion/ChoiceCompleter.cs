using System.Collections;
using System.Management.Automation;

namespace QwenCode.Completion;

/// <summary>Completes values that are known, each with a word on what it is.</summary>
internal abstract class ChoiceCompleter : Completer
{
    /// <summary>The values and what they mean, in the order in which they are offered.</summary>
    protected abstract IEnumerable<(string Value, string Meaning)> Choices { get; }

    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters) =>
        from choice in Choices
        where choice.Value.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
        select Value(choice.Value, choice.Meaning);
}
