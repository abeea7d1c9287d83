namespace QwenCode.OAuth;

/// <summary>
/// Validates the texts of a credential. A header consists of visible ASCII characters alone (RFC 6750, section 2.1), and what is far longer
/// than any token is not one.
/// </summary>
internal static class TokenRule
{
    /// <summary>The maximum number of characters of a token.</summary>
    public const int LongestToken = 64 * 1024;

    /// <summary>The maximum number of characters of a URL.</summary>
    public const int LongestUrl = 2048;

    /// <summary>Whether a text can be a token.</summary>
    public static bool IsToken(string text) => text.Length is > 0 and <= LongestToken && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>Whether a text can be a URL: it is neither absurdly long nor contains control characters.</summary>
    public static bool IsUrl(string text) => text.Length <= LongestUrl && !text.Any(char.IsControl);
}
