namespace QwenCode.Secrets;

/// <summary>A text that is never shown: neither printed, nor serialized, nor found by reflection over public members.</summary>
internal sealed class Secret(string value)
{
    // A shorter one is not a real key, and masking it would damage other words.
    private const int ShortestToRedact = 8;

    private readonly string _value = value;
    private SecretFragments? _fragments;
    private IReadOnlyList<Secret> _others = [];

    /// <summary>Whether it is empty or white space.</summary>
    internal bool IsBlank => string.IsNullOrWhiteSpace(_value);

    /// <summary>The text itself, for the code that sends it.</summary>
    internal string Reveal() => _value;

    /// <summary>
    /// The text with this secret replaced by its mask, for text that a service sent back; also fragments of it, escaped as in JSON, HTML or
    /// URLs, and inside base64.
    /// </summary>
    internal string Redact(string text)
    {
        foreach (var other in _others)
            text = other.Redact(text);
        if (_value.Length < ShortestToRedact)
            return text;
        var redacted = text.Replace(_value, SecretMask.Mask(_value), StringComparison.Ordinal);
        _fragments ??= new SecretFragments(_value);
        return MaskedText.Of(redacted, (plain, _) => _fragments.Find(plain));
    }

    /// <summary>This secret, which redacts others along with itself.</summary>
    internal Secret Beside(IReadOnlyList<Secret> others) => others.Count == 0 ? this : new Secret(_value) { _others = others };

    /// <summary>Stars, and at most the last four characters.</summary>
    public override string ToString() => SecretMask.Mask(_value);
}
