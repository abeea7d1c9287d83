using System.Text;
using QwenCode.Loopback;

namespace QwenCode.Core.Tests.Files;

/// <summary>Files as failing disks, editors and attackers would leave them; the same random numbers make the same one.</summary>
internal static class FileMutation
{
    private const int Megabyte = 1024 * 1024;

    private static readonly string[] Numbers = ["0", "-1", "2147483647", "-2147483648", "9223372036854775807", "18446744073709551616", "1e9", "1e999", "0.5"];

    private static readonly byte[][] Insertions =
    [
        [0xC4, 0xE3, 0xBA, 0xC3], [0xED, 0xA0, 0xBD, 0xFF, 0x00], [.. "\uFEFF"u8], [.. @"\ud83d"u8], [.. "\u001b]52;c;x\u0007\u009b31m\u202e"u8], [.. "\n"u8], [.. "\n\n\r\n"u8], new byte[4096],
        [.. "1e999"u8], [.. "-99999999999999999999999"u8], [.. "2147483647"u8], [.. Enumerable.Repeat((byte)'[', 100_000)],
    ];

    /// <summary>A mutated copy of a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="random">Decides the mutation.</param>
    public static byte[] Of(string text, Random random)
    {
        for (var times = random.Next(3); times > 0; times--)
            text = random.Next(3) == 0 ? WithMutatedNumber(text, random) : WithMutatedJson(text, random);
        if (random.Next(3) == 0)
            return MutatedFile.Of(text, 1, random.Next()).Single();
        var bytes = Encoding.UTF8.GetBytes(random.Next(4) == 0 ? WithMutatedLines(text, random) : text);
        for (var times = random.Next(3); times > 0; times--)
            bytes = Damage(bytes, random);
        return bytes;
    }

    // One line of many, or all if it is one document.
    private static string WithMutatedJson(string text, Random random)
    {
        var lines = text.Split('\n');
        if (lines.Length < 2 || !lines[0].EndsWith('}'))
            return JsonMutation.Mutate(text, random);
        var chosen = random.Next(lines.Length);
        lines[chosen] = JsonMutation.Mutate(lines[chosen], random);
        return string.Join('\n', lines);
    }

    private static string WithMutatedNumber(string text, Random random)
    {
        var place = random.Next(text.Length + 1);
        var start = text.AsSpan(place).IndexOfAnyInRange('0', '9');
        if (start < 0)
            return text;
        start += place;
        var length = text.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
        return string.Concat(text.AsSpan(0, start), Numbers[random.Next(Numbers.Length)], length < 0 ? "" : text.AsSpan(start + length));
    }

    private static string WithMutatedLines(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var chosen = random.Next(lines.Count);
        switch (random.Next(4))
        {
            case 0:
                lines.Insert(random.Next(lines.Count + 1), lines[chosen]);
                break;
            case 1:
                lines.RemoveAt(chosen);
                break;
            case 2:
                (lines[0], lines[chosen]) = (lines[chosen], lines[0]);
                break;
            default:
                lines.AddRange(Enumerable.Repeat(lines[chosen], Math.Min(500, Megabyte / (lines[chosen].Length + 1))));
                break;
        }

        return string.Join(random.Next(4) == 0 ? "\r\n" : "\n", lines);
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var place = random.Next(bytes.Length + 1);
        switch (random.Next(9))
        {
            case 0:
                return bytes[..place];
            case 1 or 2 when bytes.Length > 0:
                bytes[place % bytes.Length] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 3 or 4:
                return Inserted(bytes, place, Insertions[random.Next(Insertions.Length)]);
            case 5:
                return Inserted(bytes, 0, "\uFEFF"u8);
            case 6 when random.Next(4) == 0:
                return random.Next(2) == 0 ? [] : Inserted(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes)), 0, Encoding.Unicode.Preamble);
            case 7 when random.Next(4) == 0:
                return Inserted(bytes, place, Enumerable.Repeat((byte)(random.Next(2) == 0 ? 'x' : 0xFF), Megabyte).ToArray());
            default:
                return bytes;
        }
    }

    // One array of the right length: the run has little memory.
    private static byte[] Inserted(ReadOnlySpan<byte> bytes, int place, ReadOnlySpan<byte> inserted) => [.. bytes[..place], .. inserted, .. bytes[place..]];
}
