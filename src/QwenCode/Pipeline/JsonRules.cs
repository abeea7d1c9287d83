using QwenCode.Chat;

namespace QwenCode.Pipeline;

/// <summary>What becomes of values that JSON has no form for.</summary>
/// <param name="IsExact">
/// Whether a service reads the JSON, so that a value without an exact form is refused. If a model reads it, a text will do.
/// </param>
/// <param name="Refuse">The error for a reason, such as <c>it holds a secret</c>.</param>
internal sealed record JsonRules(bool IsExact, Func<string, QwenException> Refuse)
{
    /// <summary>Refuses what is larger than one request takes.</summary>
    /// <exception cref="QwenException">It is.</exception>
    public void EnsureSize(long length)
    {
        if (length > InputLimits.Text)
            throw Refuse($"it is larger than {InputLimits.Text / 1048576} MB");
    }
}
