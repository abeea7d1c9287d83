using System.Diagnostics;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Verifies that the time of masking does not grow with the square of the length.</summary>
internal static class LinearTime
{
    // What takes milliseconds takes a second on a busy machine, and the square of the length takes more on an idle one.
    private static readonly TimeSpan Quadratic = TimeSpan.FromSeconds(30);

    private const int Length = 200_000;

    /// <summary>Masks a long text, also after a name and among blanks.</summary>
    public static void Verify(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, Length / unit.Length));
        var clock = Stopwatch.StartNew();
        _ = SecretMask.Text(text);
        _ = SecretMask.Text($"password{text} end");
        _ = SecretMask.Text($"password{new string(' ', Length / 2)}:{new string(' ', Length / 2)}{unit}");
        clock.Elapsed.ShouldBeLessThan(Quadratic, unit);
    }
}
