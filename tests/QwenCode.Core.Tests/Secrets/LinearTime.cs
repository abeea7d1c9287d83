using System.Diagnostics;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Verifies that the time of masking does not grow with the square of the length.</summary>
internal static class LinearTime
{
    // What takes milliseconds takes seconds on a busy machine, and the square of a megabyte takes many minutes on an idle one.
    private static readonly TimeSpan Quadratic = TimeSpan.FromMinutes(1);

    /// <summary>Masks a megabyte of a text, also after a name and among blanks.</summary>
    public static void Verify(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        var clock = Stopwatch.StartNew();
        _ = SecretMask.Text(text);
        _ = SecretMask.Text($"password{text} end");
        _ = SecretMask.Text($"password{new string(' ', 500_000)}:{new string(' ', 500_000)}{unit}");
        clock.Elapsed.ShouldBeLessThan(Quadratic, unit);
    }
}
