using System.Text.RegularExpressions;

namespace QwenCode.Secrets;

/// <summary>Tells which values are secret, and shows them so that they can be recognised but not used.</summary>
internal static partial class SecretMask
{
    private static readonly string[] SecretWords = ["KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "PWD", "CREDENTIAL"];
    private static readonly string[] KeyPrefixes = ["sk-", "ms-", "ghp_", "github_pat_", "xox", "AKIA", "eyJ"];

    /// <summary>Stars, and the last four characters where the secret is long enough to stay one without them.</summary>
    public static string Mask(string secret) => secret.Length switch
    {
        0 => "",
        < 20 => "****",
        _ => string.Concat("****", secret.AsSpan(secret.Length - 4)),
    };

    /// <summary>
    /// The value of a variable as it may be shown: masked where the name speaks of a secret or the value looks like one, and
    /// without the user part of a URL.
    /// </summary>
    public static string ForDisplay(string name, string value) => IsSecret(name, value) ? Mask(value) : Urls(value);

    /// <summary>
    /// A text with what may be secret in its URLs masked: the user part, and in the query the values of names that speak of a secret and
    /// those that look like one.
    /// </summary>
    public static string Urls(string text)
    {
        // Most texts need no regular expression, which takes its time when it is the first of a process.
        var shown = text.Contains('@', StringComparison.Ordinal) ? UrlUserInfo().Replace(text, "$1****@") : text;
        return shown.Contains('=', StringComparison.Ordinal) && shown.AsSpan().ContainsAny('?', '&', ';')
            ? UrlQueryValue().Replace(shown, match => IsSecret(match.Groups["name"].Value, match.Groups["value"].Value) ? $"{match.Groups["before"].Value}****" : match.Value)
            : shown;
    }

    /// <summary>What somebody gave as a URL, and may not be one, as <see cref="Urls"/>; without its fragment too.</summary>
    public static string Url(string text)
    {
        var shown = ForDisplay("", text);
        var fragment = shown.IndexOf('#', StringComparison.Ordinal);
        return UserInfoWithoutScheme().Replace(fragment < 0 ? shown : $"{shown[..fragment]}#****", "****@");
    }

    private static bool IsSecret(string name, string value) =>
        Array.Exists(SecretWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(KeyPrefixes, prefix => value.StartsWith(prefix, StringComparison.Ordinal));

    [GeneratedRegex(@"([a-zA-Z][a-zA-Z0-9+.-]*://)[^/\s]+@")]
    private static partial Regex UrlUserInfo();

    [GeneratedRegex(@"(?<before>[?&;](?<name>[^=&;#?\s]+)=)(?<value>[^&;#\s]+)")]
    private static partial Regex UrlQueryValue();

    [GeneratedRegex(@"^[^/?#\s]+@")]
    private static partial Regex UserInfoWithoutScheme();
}
