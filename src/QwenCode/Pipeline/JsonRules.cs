namespace QwenCode.Pipeline;

/// <summary>What becomes of values that JSON has no form for.</summary>
/// <param name="IsExact">
/// Whether a service reads the JSON, so that a value without an exact form is refused. If a model reads it, a text will do.
/// </param>
/// <param name="Refuse">The error for a reason, such as <c>it holds a secret</c>.</param>
internal sealed record JsonRules(bool IsExact, Func<string, QwenException> Refuse);
