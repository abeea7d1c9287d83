namespace QwenCode.Pipeline;

/// <summary>The ids of the module's progress bars, which differ from those of other commands.</summary>
internal static class ProgressIds
{
    /// <summary>Requests.</summary>
    public const int Requests = 0x5157;

    /// <summary>A sign-in that waits for approval.</summary>
    public const int SignIn = 0x5158;

    /// <summary>The wait for a batch.</summary>
    public const int Batch = 0x5159;
}
