namespace QwenCode.Showing;

/// <summary>Durations to the second, as progress shows them: <c>8 s</c>, <c>1 min 5 s</c>.</summary>
internal static class InSeconds
{
    private const int Minute = 60;

    /// <summary>The time that has passed, in whole seconds.</summary>
    public static string Elapsed(TimeSpan duration) => Text((long)duration.TotalSeconds);

    /// <summary>The time that is left: at least a second, since what is waited for has not happened.</summary>
    public static string Left(TimeSpan duration) => Text(Math.Max(1, (long)Math.Ceiling(duration.TotalSeconds)));

    private static string Text(long seconds) => seconds < Minute ? $"{seconds} s" : HumanText.Duration(TimeSpan.FromSeconds(seconds));
}
