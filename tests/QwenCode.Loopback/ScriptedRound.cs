namespace QwenCode.Loopback;

/// <summary>One answer of the model: tool calls, text, or both.</summary>
/// <param name="Calls">The calls; empty for an answer of text.</param>
public sealed record ScriptedRound(params IReadOnlyList<ScriptedCall> Calls)
{
    /// <summary>The text, of calls the text beside them. Default none.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The reasoning. Null, the default, for a sentence if the request has <c>enable_thinking</c>, else none.</summary>
    public string? Reasoning { get; init; }

    /// <summary>One call.</summary>
    public static ScriptedRound Call(string name, string arguments = "{}", string? id = null) => new(new ScriptedCall(name, arguments, id));

    /// <summary>An answer of text.</summary>
    public static ScriptedRound Say(string text) => new() { Text = text };
}
