namespace QwenCode.Secrets;

/// <summary>
/// Finds blocks in the format PEM (RFC 7468), from the line <c>-----BEGIN</c> to the line <c>-----END</c>, or to the end of the text if that is
/// missing. Certificates, public keys and signatures are not secret.
/// </summary>
internal static class PrivateKeyBlock
{
    private const string End = "-----END";
    private const string Dashes = "-----";
    private const int LongestLabel = 64;

    private static readonly string[] PublicLabels =
        ["CERTIFICATE", "CERTIFICATE REQUEST", "PUBLIC KEY", "PUBLIC KEY BLOCK", "SIGNATURE", "SIGNED MESSAGE", "X509 CRL", "PARAMETERS"];

    /// <summary>The range of the next block that may have a private key; the end of the text if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The position to begin at.</param>
    public static (int Start, int End) Next(ReadOnlySpan<char> text, int from)
    {
        while (text[from..].IndexOf(SecretShape.PrivateKey) is >= 0 and var distance)
        {
            var start = from + distance;
            from = start + SecretShape.PrivateKey.Length;
            if (!IsPublic(text[from..]))
                return (start, EndOf(text, from));
        }

        return (text.Length, text.Length);
    }

    private static bool IsPublic(ReadOnlySpan<char> rest)
    {
        var label = rest[..Math.Max(LengthOfLabel(rest), 0)].Trim();
        foreach (var known in PublicLabels)
        {
            if (label.EndsWith(known, StringComparison.Ordinal) && (label.Length == known.Length || label[^(known.Length + 1)] == ' '))
                return true;
        }

        return false;
    }

    private static int EndOf(ReadOnlySpan<char> text, int from)
    {
        if (text[from..].IndexOf(End) is not (>= 0 and var distance))
            return text.Length;
        var label = from + distance + End.Length;
        return LengthOfLabel(text[label..]) is >= 0 and var length ? label + length + Dashes.Length : text.Length;
    }

    private static int LengthOfLabel(ReadOnlySpan<char> rest) => rest[..Math.Min(rest.Length, LongestLabel)].IndexOf(Dashes);
}
