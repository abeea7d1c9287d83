using System.Buffers;
using QwenCode.Configuration;
using QwenCode.Errors;

namespace QwenCode.Authentication;

/// <summary>What disqualifies an API key.</summary>
internal static class ApiKeyRules
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:");
    private static readonly string[] QuotationMarks = ["\"", "'", "`"];

    /// <summary>Rejects a key that no HTTP header can carry, or that cannot be one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="source">Where it came from, in words.</param>
    /// <exception cref="QwenException">
    /// The key is empty, contains white space, a control character or a non-ASCII character, begins or ends with a quotation mark, or is a placeholder, a reference to a variable or a URL (<c>InvalidApiKey</c>).
    /// </exception>
    public static void Check(string key, string source)
    {
        if (ErrorOf(key) is { } error)
            throw QwenErrors.InvalidApiKey(source, error);
    }

    /// <summary>Why no HTTP header can carry a key or token, or why it cannot be one, as a clause; <see langword="null"/> if nothing is wrong.</summary>
    public static string? ErrorOf(string key) => key switch
    {
        _ when string.IsNullOrWhiteSpace(key) => "it is empty",
        _ when key.AsSpan().Trim().Length < key.Length => "it begins or ends with a space or a line break",
        _ when key.AsSpan().ContainsAny('\r', '\n') => "it contains a line break",
        _ when key.AsSpan().IndexOfAnyExceptInRange('\0', '\x7f') >= 0 => "it contains a non-ASCII character; it may have been copied with a typographic quote or dash",
        _ when key.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0 => "it contains a space or a control character",
        _ when Array.Exists(QuotationMarks, mark => key.StartsWith(mark, StringComparison.Ordinal) || key.EndsWith(mark, StringComparison.Ordinal)) =>
            "it begins or ends with a quotation mark",
        _ when Placeholder.Is(key) => "it is a placeholder",
        _ when IsReference(key) => "it is the name of a variable, not its value",
        _ when key.Contains("://", StringComparison.Ordinal) => "it is a URL",
        _ => null,
    };

    // $NAME, ${NAME}, $env:NAME, %NAME%
    private static bool IsReference(string key) => key.AsSpan() switch
    {
        ['$', '{', .. var name, '}'] => IsName(name),
        ['%', .. var name, '%'] => IsName(name),
        ['$', .. var name] => IsName(name),
        _ => false,
    };

    private static bool IsName(ReadOnlySpan<char> text) =>
        text is [not (>= '0' and <= '9'), ..] && !text.ContainsAnyExcept(NameCharacters);
}
