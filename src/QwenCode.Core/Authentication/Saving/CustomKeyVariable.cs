using System.Security.Cryptography;
using System.Text;

namespace QwenCode.Authentication;

/// <summary>The variable that Qwen Code uses for the key of an endpoint that no provider of its list has.</summary>
internal static class CustomKeyVariable
{
    private const string Protocol = "openai";
    private const int DigestBytes = 6;

    /// <summary>Its name for a base URL: the URL in capitals, with one underscore for all that is not a letter or digit, and a part of its hash.</summary>
    public static string Of(string baseUrl)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{Protocol}\0{baseUrl}"));
        return $"QWEN_CUSTOM_API_KEY_{Words(Protocol)}_{Words(baseUrl)}_{Convert.ToHexString(digest.AsSpan(0, DigestBytes))}";
    }

    private static string Words(string text)
    {
        var words = new StringBuilder();
        foreach (var c in text.ToUpperInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                words.Append(c);
            else if (words.Length > 0 && words[^1] != '_')
                words.Append('_');
        }

        return words.ToString().TrimEnd('_');
    }
}
