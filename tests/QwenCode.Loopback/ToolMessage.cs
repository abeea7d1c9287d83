namespace QwenCode.Loopback;

/// <summary>The result of a tool call, as a request carries it.</summary>
/// <param name="Id">The id of the call.</param>
/// <param name="Text">The result.</param>
public sealed record ToolMessage(string Id, string Text);
