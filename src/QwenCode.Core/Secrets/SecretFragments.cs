using System.Text;

namespace QwenCode.Secrets;

/// <summary>
/// Finds fragments of a secret in a text: plain, percent-encoded, and inside base64. The text is read once, however long it is.
/// </summary>
internal sealed class SecretFragments
{
    // A service may send a secret back truncated; fewer characters than this occur by chance.
    private const int Shortest = 12;

    private readonly int _shortest;
    private readonly string _encodings;
    private readonly Dictionary<int, int> _positions = [];

    /// <summary>Indexes the beginning of each fragment.</summary>
    public SecretFragments(string secret)
    {
        _shortest = Math.Min(Shortest, secret.Length);
        _encodings = string.Join('\0', Encodings(secret));
        for (var position = 0; position + _shortest <= _encodings.Length; position++)
            _positions.TryAdd(HashOf(_encodings.AsSpan(position)), position);
    }

    /// <summary>The ranges of the fragments.</summary>
    public IEnumerable<(int Start, int End)> Find(string text)
    {
        for (var start = 0; start + _shortest <= text.Length;)
        {
            var length = LengthAt(text.AsSpan(start));
            if (length > 0)
                yield return (start, start + length);
            start += Math.Max(length, 1);
        }
    }

    // Base64 of a text differs at each of three offsets, and its first and last digits depend on the neighbors.
    private static IEnumerable<string> Encodings(string secret)
    {
        yield return secret;

        // A secret may itself look escaped, as in a%41b.
        if (MaskedText.Unescape(secret) is var plain && plain != secret)
            yield return plain;
        yield return Uri.EscapeDataString(secret);
        for (var position = 0; position < 3; position++)
        {
            var digits = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', position) + secret)).TrimEnd('=');
            yield return position == 0 ? digits[..^1] : digits[(position + 1)..^1];
        }
    }

    // The length of the fragment that the text begins with; 0 if there is none.
    private int LengthAt(ReadOnlySpan<char> text)
    {
        if (!_positions.TryGetValue(HashOf(text), out var position))
            return 0;
        var length = 0;
        while (length < text.Length && position + length < _encodings.Length && char.ToUpperInvariant(text[length]) == char.ToUpperInvariant(_encodings[position + length]))
            length++;
        return length < _shortest ? 0 : length;
    }

    private int HashOf(ReadOnlySpan<char> text) => string.GetHashCode(text[.._shortest], StringComparison.OrdinalIgnoreCase);
}
