using System.Globalization;
using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary>The number that a command takes as its argument.</summary>
internal static class NumberArgument
{
    /// <summary>The number.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="largest">The largest number; the smallest is 1.</param>
    /// <exception cref="QwenException">It is not one (<c>InvalidParameter</c>).</exception>
    public static int Read(string command, string argument, int largest) =>
        int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= largest
            ? number
            : throw QwenErrors.InvalidSlashArgument(command, argument, largest == 1 ? "1" : $"a number from 1 to {largest}");
}
