namespace QwenCode.Errors;

/// <summary>The response exceeds the limit; <see cref="NetworkFailures"/> converts it to the module's error.</summary>
/// <param name="limit">The limit, in bytes.</param>
internal sealed class ResponseTooLargeException(int limit) : IOException($"The response is larger than {limit} bytes.")
{
    /// <summary>The limit, in bytes.</summary>
    public int Limit => limit;
}
