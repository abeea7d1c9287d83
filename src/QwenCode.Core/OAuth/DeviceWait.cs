namespace QwenCode.OAuth;

/// <summary>The progress of the wait for the user's approval, reported about once per second.</summary>
/// <param name="TimeLeft">The time until the code expires.</param>
/// <param name="NextPollIn">The time until the next poll.</param>
/// <param name="Polls">The number of polls so far.</param>
/// <param name="TransientError">The text of the last poll's error; <see langword="null"/> if it had none.</param>
internal readonly record struct DeviceWait(TimeSpan TimeLeft, TimeSpan NextPollIn, int Polls, string? TransientError);
