using System.Management.Automation;
using QwenCode.Http;

namespace QwenCode.Pipeline;

/// <summary>What a request is about, for its answer and for its error.</summary>
/// <param name="Item">The input that is sent on its own; <see langword="null"/> for a request without input.</param>
/// <param name="Prompt">The prompt.</param>
internal sealed record Subject(object? Item, string? Prompt)
{
    /// <summary>Whether no other input follows, so that a failure ends the command.</summary>
    public bool IsAlone { get; init; } = Item is null;

    /// <summary>Where its request reports what it is doing.</summary>
    public RequestActivity? Activity { get; init; }

    /// <summary>Whether the item is a conversation that the prompt continues.</summary>
    public bool IsContinued { get; init; }

    /// <summary>
    /// What the answer is for: the item as it was before PowerShell wrapped it. If it is an answer that is continued, what that one is for; a conversation is
    /// in the messages.
    /// </summary>
    public object? Input => IsContinued ? PSObject.AsPSObject(Item).Properties[nameof(ChatAnswer.InputObject)]?.Value
        : Item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject
        : Item;

    /// <summary>The target of an error: the item that failed; else the text received so far; else the prompt.</summary>
    public object? TargetOf(QwenException exception) =>
        Item ?? (exception as QwenRequestException)?.PartialAnswer ?? Prompt;
}
