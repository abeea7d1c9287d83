namespace QwenCode.Loopback;

/// <summary>The outcome of a line.</summary>
public sealed record LineOutcome
{
    private LineOutcome(LineOutcomeKind kind) => Kind = kind;

    /// <summary>The answer that the chat endpoint gives, an error included: <see cref="LoopbackOptions.Reply"/>.</summary>
    public static LineOutcome Reply { get; } = new(LineOutcomeKind.Reply);

    /// <summary>The line is in neither file.</summary>
    public static LineOutcome Missing { get; } = new(LineOutcomeKind.Missing);

    internal LineOutcomeKind Kind { get; }

    internal string Text { get; init; } = string.Empty;

    internal string Code { get; init; } = string.Empty;

    internal int Status { get; init; } = 200;

    internal bool IsFailure => Kind is LineOutcomeKind.Fail or LineOutcomeKind.Error;

    /// <summary>A completion.</summary>
    /// <param name="text">The answer's text.</param>
    public static LineOutcome Answer(string text) => new(LineOutcomeKind.Answer) { Text = text };

    /// <summary>Two result lines with the same <c>custom_id</c>.</summary>
    /// <param name="text">The text of both.</param>
    public static LineOutcome Twice(string text) => new(LineOutcomeKind.Twice) { Text = text };

    /// <summary>A response with an error status and body.</summary>
    /// <param name="status">The <c>status_code</c>.</param>
    /// <param name="code">The error's code.</param>
    /// <param name="message">The error's message.</param>
    public static LineOutcome Fail(int status, string code, string message) => new(LineOutcomeKind.Fail) { Status = status, Code = code, Text = message };

    /// <summary>No response, and an <c>error</c> beside it.</summary>
    /// <param name="code">The error's code.</param>
    /// <param name="message">The error's message.</param>
    public static LineOutcome Error(string code, string message) => new(LineOutcomeKind.Error) { Code = code, Text = message };

    /// <summary>This text in the output file.</summary>
    /// <param name="jsonLine">The line without its end, written as it is.</param>
    public static LineOutcome Raw(string jsonLine) => new(LineOutcomeKind.Raw) { Text = jsonLine };
}

internal enum LineOutcomeKind
{
    Reply,
    Answer,
    Twice,
    Fail,
    Error,
    Missing,
    Raw,
}
