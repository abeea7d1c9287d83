using System.Diagnostics;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Verifies that the time of masking grows with the length of a text, and not with its square.</summary>
internal static class LinearTime
{
    // What is read for one value is limited; below the limit the time of some texts grows faster.
    private const int Short = 70_000;
    private const int Factor = 3;

    // Linear time grows by 3, quadratic time by 9. A busy machine slows both, or one of several attempts.
    private const int MostGrowth = 6;
    private const int Attempts = 5;

    // The square of such a length takes more, if it is a matter of time at all.
    private static readonly TimeSpan Harmless = TimeSpan.FromSeconds(3);

    /// <summary>Masks a long text, also after a name and among blanks.</summary>
    public static void Verify(string unit)
    {
        Verify(unit, length => Repeated(unit, length));
        Verify(unit, length => $"password{Repeated(unit, length)} end");
        Verify(unit, length => $"password{new string(' ', length / 2)}:{new string(' ', length / 2)}{unit}");
    }

    private static void Verify(string unit, Func<int, string> make)
    {
        var (small, large) = (make(Short), make(Short * Factor));
        var (least, most) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            most = TimeSpan.FromTicks(Math.Min(most.Ticks, Time(large).Ticks));
            if (most < Harmless)
                return;
            least = TimeSpan.FromTicks(Math.Min(least.Ticks, Time(small).Ticks));
            if (most < least * MostGrowth)
                return;
        }

        most.ShouldBeLessThan(least * MostGrowth, unit);
    }

    private static string Repeated(string unit, int length) => string.Concat(Enumerable.Repeat(unit, length / unit.Length));

    private static TimeSpan Time(string text)
    {
        var start = Stopwatch.GetTimestamp();
        _ = SecretMask.Text(text);
        return Stopwatch.GetElapsedTime(start);
    }
}
