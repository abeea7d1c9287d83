using System.Text;

namespace QwenCode.Secrets;

/// <summary>A text that is never shown: neither printed, nor serialised, nor found by reflection over public members.</summary>
internal sealed class Secret(string value)
{
    // A shorter one is no real key, and taking it out would tear words apart.
    private const int ShortestToRedact = 8;

    // What a service sends back may be cut short, or encoded.
    private const int ShortestPiece = 12;

    private readonly string _value = value;

    /// <summary>The text itself, for the one place that sends it.</summary>
    internal string Reveal() => _value;

    /// <summary>
    /// The text with this secret replaced by its mask, for words that a service sent back; also pieces of it, percent-encoded, and
    /// within something that is in base64.
    /// </summary>
    internal string Redact(string text)
    {
        if (_value.Length < ShortestToRedact)
            return text;
        var redacted = text.Replace(_value, SecretMask.Mask(_value), StringComparison.Ordinal);
        return Forms().Aggregate(redacted, WithoutPieces);
    }

    /// <summary>Stars, and at most the last four characters.</summary>
    public override string ToString() => SecretMask.Mask(_value);

    // In base64 a text looks otherwise at each of three places, and its first and last digits depend on what stands beside it.
    private IEnumerable<string> Forms()
    {
        yield return _value;
        yield return Uri.EscapeDataString(_value);
        for (var place = 0; place < 3; place++)
        {
            var digits = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', place) + _value)).TrimEnd('=');
            yield return place == 0 ? digits[..^1] : digits[(place + 1)..^1];
        }
    }

    private static string WithoutPieces(string text, string form)
    {
        var kept = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var length = LengthOfPiece(text.AsSpan(start), form);
            if (length > 0)
                kept.Append("****");
            else
                kept.Append(text[start]);
            start += Math.Max(length, 1);
        }

        return kept.ToString();
    }

    // How far the text begins with a piece of the form; 0 where that is too short to be one.
    private static int LengthOfPiece(ReadOnlySpan<char> text, ReadOnlySpan<char> form)
    {
        if (text.Length < ShortestPiece)
            return 0;
        var place = form.IndexOf(text[..ShortestPiece], StringComparison.OrdinalIgnoreCase);
        if (place < 0)
            return 0;
        var length = ShortestPiece;
        while (length < text.Length && place + length < form.Length && char.ToUpperInvariant(text[length]) == char.ToUpperInvariant(form[place + length]))
            length++;
        return length;
    }
}
