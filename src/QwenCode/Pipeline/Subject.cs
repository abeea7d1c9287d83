using System.Management.Automation;

namespace QwenCode.Pipeline;

/// <summary>What a question is about, for its answer and for its error.</summary>
/// <param name="Item">The piece of input that is asked about on its own; <see langword="null"/> for a question that stands alone.</param>
/// <param name="Prompt">The prompt.</param>
internal sealed record Subject(object? Item, string? Prompt)
{
    /// <summary>The item as it was before PowerShell wrapped it.</summary>
    public object? PlainItem => Item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : Item;

    /// <summary>The target of an error: the item that failed; else the text that had arrived; else the prompt.</summary>
    public object? TargetOf(QwenException exception) =>
        Item ?? (exception as QwenRequestException)?.PartialAnswer ?? Prompt;
}
