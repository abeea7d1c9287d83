using System.Text;

namespace QwenCode.Loopback;

/// <summary>A file's bytes with something changed in them: other bytes, foreign parts, parts missing, the end missing.</summary>
public static class MutatedFile
{
    private const int MostChanges = 3;
    private const int LongestGap = 10;

    private static readonly string[] Parts =
    [
        "{", "}", "[", "]", "\"", ":", ",", "/*", "//", "<", "/>", "&#0;", "null", "true", "-1", "1e999", "NaN", "\\ud800", "\\u0000", "\u0000", "\u001b[2J", "\r\n",
        "\u202e", "\ufeff", "$HOME", "${A:-${B}}", "$", "access_token", "expiry_date", "resource_url", "https://evil.example", "//", "@", new string('x', 5000), new string('[', 500),
    ];

    /// <summary>So many mutated copies of a text, the same ones for the same seed.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    public static IEnumerable<byte[]> Of(string text, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(text).ToList();
            for (var changes = random.Next(1, MostChanges + 1); changes > 0; changes--)
                Change(bytes, random);
            yield return [.. bytes];
        }
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var position = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0:
                bytes[position] = (byte)random.Next(256);
                break;
            case 1:
                bytes.InsertRange(position, Encoding.UTF8.GetBytes(Parts[random.Next(Parts.Length)]));
                break;
            case 2:
                bytes.RemoveRange(position, random.Next(Math.Min(LongestGap, bytes.Count - position)));
                break;
            default:
                bytes.RemoveRange(position, bytes.Count - position);
                bytes.Add((byte)'}');
                break;
        }
    }
}
