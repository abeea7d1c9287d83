namespace QwenCode.Errors;

/// <summary>More came than is read; <see cref="NetworkFailures"/> makes the module's error of it.</summary>
/// <param name="limit">The limit, in bytes.</param>
internal sealed class ResponseTooLargeException(int limit) : IOException($"The response is larger than {limit} bytes.")
{
    /// <summary>The limit, in bytes.</summary>
    public int Limit => limit;
}
