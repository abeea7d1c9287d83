namespace QwenCode.Chat;

/// <summary>Unix time in the answers of services.</summary>
internal static class UnixTime
{
    private const long FirstBeyondRange = 253_402_300_800;

    /// <summary>The time of a number of seconds; <see langword="null"/> if it is missing or out of range.</summary>
    public static DateTimeOffset? Read(long? seconds) =>
        seconds is > 0 and < FirstBeyondRange ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;
}
