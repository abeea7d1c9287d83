using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>Decides which values are secret, and masks them so that they can be recognized but not used.</summary>
internal static class SecretMask
{
    private const string Stars = "****";

    // A value with any of these has several parts, and its end may be the end of a password.
    private static readonly SearchValues<char> Seams = SearchValues.Create(" \t\r\n;,@{}<>\"'&?");

    /// <summary>Stars, and the last four characters if the secret is a single word of at least 20 characters.</summary>
    public static string Mask(string secret) =>
        secret.Length == 0 ? "" : secret.Length < SecretShape.Shortest || secret.AsSpan().ContainsAny(Seams) ? Stars : string.Concat(Stars, secret.AsSpan(secret.Length - 4));

    /// <summary>
    /// The value of a variable as it may be shown: masked unless the name is known to be harmless, and even then if the value looks
    /// like a secret. Of the URL of a proxy, which may lack its scheme, the user part is masked.
    /// </summary>
    public static string ForDisplay(string name, string value) => !HarmlessNames.Contains(name) ? Mask(value) : name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase) ? Url(value) : Value(value);

    /// <summary>The value of a harmless name: masked if it looks like a secret, whole or in part.</summary>
    public static string Value(string value) => SecretShape.IsSecret(value) ? Mask(value) : Text(value);

    /// <summary>The text with everything masked that looks like a secret, in its URLs above all.</summary>
    public static string Text(string text) => TextMask.Of(text);

    /// <summary>Text specified as a URL that may not be one: as <see cref="Value"/>, without user part and fragment.</summary>
    public static string Url(string text)
    {
        if (SecretShape.IsSecret(text))
            return Mask(text);
        var user = text.Contains("://", StringComparison.Ordinal) ? -1 : EndOfUser(text);
        var shown = Text(user < 0 ? text : $"{Stars}{text[user..]}");
        var fragment = shown.IndexOf('#', StringComparison.Ordinal);
        return fragment < 0 ? shown : $"{shown[..fragment]}#{Stars}";
    }

    // user:password@host and user@host have no slash before the @, unless the password has one.
    private static int EndOfUser(string text)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0)
            return -1;
        var before = text.AsSpan(0, at);
        return before.Contains(':') || before.IndexOfAny('/', '?', '#') < 0 ? at : -1;
    }
}
