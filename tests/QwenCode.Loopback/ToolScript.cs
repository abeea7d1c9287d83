namespace QwenCode.Loopback;

/// <summary>
/// Decides which tools the model calls. It applies to requests that offer tools, unless their <c>tool_choice</c> is <c>none</c>;
/// all others, and those after the last round, get the text of <see cref="LoopbackOptions.Reply"/>.
/// </summary>
public sealed class ToolScript
{
    private readonly Func<ChatRequestBody, ScriptedRound?> _choose;

    private ToolScript(Func<ChatRequestBody, ScriptedRound?> choose) => _choose = choose;

    /// <summary>These answers, in order, each time that a user has written: the first to a user's message, the second to the results of
    /// the first one's calls, and so on. Conversations do not affect each other.</summary>
    public static ToolScript Of(params IReadOnlyList<ScriptedRound> rounds) => new(request => rounds.ElementAtOrDefault(request.Round));

    /// <summary>The same calls whatever their results are: a model that never comes to an end.</summary>
    public static ToolScript Endless(params IReadOnlyList<ScriptedCall> calls) => new(_ => new ScriptedRound(calls));

    /// <summary>The same calls whatever their results are, even if the request forbids calls.</summary>
    public static ToolScript EndlessAnyway(params IReadOnlyList<ScriptedCall> calls) => new(_ => new ScriptedRound(calls)) { IgnoresToolChoice = true };

    /// <summary>What a function makes of the request; null for the text of <see cref="LoopbackOptions.Reply"/>.</summary>
    public static ToolScript From(Func<ChatRequestBody, ScriptedRound?> choose) => new(choose);

    /// <summary>Whether the model calls tools although the request's <c>tool_choice</c> is <c>none</c>.</summary>
    public bool IgnoresToolChoice { get; init; }

    internal ScriptedRound? Next(ChatRequestBody request) =>
        request.ToolNames.Count > 0 && (IgnoresToolChoice || request.ToolChoice != "none") ? _choose(request) : null;
}
