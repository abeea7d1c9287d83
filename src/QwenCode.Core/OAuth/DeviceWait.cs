namespace QwenCode.OAuth;

/// <summary>How far the waiting for the user's approval is; told about once a second.</summary>
/// <param name="TimeLeft">Until the code ends.</param>
/// <param name="NextPollIn">Until the next poll.</param>
/// <param name="Polls">How many polls there were.</param>
/// <param name="Trouble">What went wrong the last time, in words; <see langword="null"/> if nothing did.</param>
internal readonly record struct DeviceWait(TimeSpan TimeLeft, TimeSpan NextPollIn, int Polls, string? Trouble);
