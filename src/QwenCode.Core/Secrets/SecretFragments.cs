using System.Text;

namespace QwenCode.Secrets;

/// <summary>
/// Masks fragments of a secret in a text: plain, percent-encoded, and inside base64. The text is read once, however long it is.
/// </summary>
internal sealed class SecretFragments
{
    // A service may send a secret back truncated; fewer characters than this occur by chance.
    private const int Shortest = 12;

    private readonly string _forms;
    private readonly Dictionary<int, int> _places = [];

    /// <summary>Indexes where each fragment begins.</summary>
    public SecretFragments(string secret)
    {
        _forms = string.Join('\0', Forms(secret));
        for (var place = 0; place + Shortest <= _forms.Length; place++)
            _places.TryAdd(HashOf(_forms.AsSpan(place)), place);
    }

    /// <summary>The text with each fragment masked.</summary>
    public string Mask(string text)
    {
        var shown = new StringBuilder(text.Length);
        var copied = 0;
        for (var start = 0; start + Shortest <= text.Length;)
        {
            var length = LengthAt(text.AsSpan(start));
            if (length > 0)
            {
                shown.Append(text, copied, start - copied).Append("****");
                copied = start + length;
            }

            start += Math.Max(length, 1);
        }

        return copied == 0 ? text : shown.Append(text, copied, text.Length - copied).ToString();
    }

    // Base64 of a text differs at each of three offsets, and its first and last digits depend on the neighbors.
    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        for (var place = 0; place < 3; place++)
        {
            var digits = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', place) + secret)).TrimEnd('=');
            yield return place == 0 ? digits[..^1] : digits[(place + 1)..^1];
        }
    }

    // The length of the fragment that the text begins with; 0 if there is none.
    private int LengthAt(ReadOnlySpan<char> text)
    {
        if (!_places.TryGetValue(HashOf(text), out var place))
            return 0;
        var length = 0;
        while (length < text.Length && place + length < _forms.Length && char.ToUpperInvariant(text[length]) == char.ToUpperInvariant(_forms[place + length]))
            length++;
        return length < Shortest ? 0 : length;
    }

    private static int HashOf(ReadOnlySpan<char> text) => string.GetHashCode(text[..Shortest], StringComparison.OrdinalIgnoreCase);
}
