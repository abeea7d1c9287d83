namespace QwenCode.Console;

/// <summary>Requires a second Ctrl+C before the console ends, so that one that is pressed by accident loses nothing.</summary>
/// <param name="time">The clock.</param>
internal sealed class ExitConfirmation(TimeProvider time)
{
    /// <summary>What is shown meanwhile.</summary>
    public const string Hint = "Press Ctrl+C again to exit.";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private long? _pressed;

    /// <summary>Whether the second one is waited for.</summary>
    public bool IsPending => _pressed is { } at && time.GetElapsedTime(at) < Limit;

    /// <summary>Takes a Ctrl+C; whether it is the second one.</summary>
    public bool Press()
    {
        if (IsPending)
            return true;
        _pressed = time.GetTimestamp();
        return false;
    }

    /// <summary>Takes another key.</summary>
    public void Forget() => _pressed = null;
}
