using QwenCode.Chat;

namespace QwenCode.Conversion;

/// <summary>How values are handled that JSON cannot represent.</summary>
/// <param name="IsExact">
/// Whether a service reads the JSON, so that a value without an exact representation is rejected. If a model reads it, text is enough.
/// </param>
/// <param name="ErrorOf">The error for a reason, such as <c>it contains a secret</c>.</param>
internal sealed record JsonRules(bool IsExact, Func<string, QwenException> ErrorOf)
{
    /// <summary>Rejects what is too large for one request.</summary>
    /// <exception cref="QwenException">It is.</exception>
    public void EnsureSize(long length)
    {
        if (length > InputLimits.Text)
            throw ErrorOf($"it is larger than {InputLimits.TextInWords}");
    }
}
