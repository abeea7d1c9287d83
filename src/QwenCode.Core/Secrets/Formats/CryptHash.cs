using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>Recognizes the hash of a password in the format of crypt, as in <c>/etc/shadow</c>: <c>$6$salt$hash</c>. A password can be guessed with it.</summary>
internal static class CryptHash
{
    private const int ShortestHash = 20;
    private const int LongestMethod = 16;

    // Reading to the end of a long word for each beginning of a hash would take quadratic time.
    private const int LongestHash = 512;

    private static readonly string[] Methods =
        ["1", "2", "2a", "2b", "2x", "2y", "5", "6", "7", "y", "gy", "md5", "sha1", "apr1", "scrypt", "argon2i", "argon2d", "argon2id", "pbkdf2", "pbkdf2-sha1", "pbkdf2-sha256", "pbkdf2-sha512"];

    private static readonly SearchValues<char> InHash = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz./$=,+-");

    /// <summary>Whether a text may begin with a hash.</summary>
    public static bool Begins(ReadOnlySpan<char> text)
    {
        if (text.Length < ShortestHash || text[0] != '$')
            return false;
        var method = text[1..Math.Min(text.Length, LongestMethod)];
        return method.IndexOf('$') is > 0 and var length && KnownWords.Contain(Methods, method[..length]);
    }

    /// <summary>The length of the hash at the beginning of a text; 0 if there is none.</summary>
    public static int LengthAt(ReadOnlySpan<char> text)
    {
        if (!Begins(text))
            return 0;
        text = text[..Math.Min(text.Length, LongestHash)];
        var hash = (text.IndexOfAnyExcept(InHash) is >= 0 and var end ? text[..end] : text).TrimEnd(".,");
        return hash.Length - hash.LastIndexOf('$') > ShortestHash ? hash.Length : 0;
    }
}
