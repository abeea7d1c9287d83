using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// Finds the <c>user:password</c> in base64 after the names <c>auth</c> of Docker's config.json and <c>_auth</c> of npm's .npmrc. Another value
/// of these names, such as <c>oauth2</c> or <c>true</c>, is shown unless it is long and random.
/// </summary>
internal static class EncodedCredential
{
    private const int ShortestCredential = 4;

    // The beginning shows it: a login at a registry of Google has a whole file as its password.
    private const int LongestBeginning = 64;

    private static readonly string[] Names = ["auth", "_auth"];
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/");

    /// <summary>The range of the credential after a name; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    /// <param name="assignment">What follows it.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end, Assignment assignment)
    {
        if (!KnownWords.Contain(Names, text[start..end]))
            return default;
        var value = assignment.Quote(text) is >= 0 and var quote ? quote + 1 : assignment.Value;
        var rest = text[Math.Min(value, text.Length)..];
        var length = rest.IndexOfAnyExcept(Digits) is >= 0 and var other ? other : rest.Length;
        var content = rest[..length];
        while (length < rest.Length && rest[length] == '=')
            length++;
        return content.Length >= ShortestCredential && (IsCredential(content) || SecretShape.IsSecret(content)) ? (value, value + length) : default;
    }

    /// <summary>Whether base64 without its padding decodes to <c>user:password</c>. That of other words has characters of no text, and seldom a colon.</summary>
    public static bool IsCredential(ReadOnlySpan<char> digits)
    {
        Span<char> padded = stackalloc char[Math.Min(digits.Length, LongestBeginning) / 4 * 4];
        digits[..padded.Length].CopyTo(padded);
        Span<byte> bytes = stackalloc byte[padded.Length];
        if (!Convert.TryFromBase64Chars(padded, bytes, out var count))
            return false;
        bytes = bytes[..count];
        return bytes.Contains((byte)':') && bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
    }
}
