using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>Finds the parts of a URL that are secret whatever they look like: its user part, and the path of a webhook.</summary>
internal static class UrlSecrets
{
    private const string EntraHost = "://login.microsoftonline.com/";
    private const string Webhook = "webhook";

    private static readonly string[] Capabilities = ["hooks", "sessions", "invites", "invitations", "shares", "links", "resets", "triggers", "downloads"];
    private static readonly SearchValues<char> EndsOfDatabase = SearchValues.Create("?&,;'\"`()[]{}<>|\\");
    private static readonly SearchValues<char> InCollection = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_");

    /// <summary>
    /// The position of the <c>@</c> that ends the user part of a URL; -1 if there is none. The password of a database may have any character;
    /// in the URL of a website the host ends at the first slash, and what follows it must not be shown as the host.
    /// </summary>
    /// <param name="text">The URL after its <c>://</c>.</param>
    /// <param name="isWebsite">Whether its scheme is HTTP or HTTPS.</param>
    public static int EndOfUser(ReadOnlySpan<char> text, bool isWebsite)
    {
        if (!isWebsite)
        {
            var next = text.IndexOf("://");
            var end = (next < 0 ? text : text[..next]).IndexOfAny(EndsOfDatabase);
            var url = end < 0 ? text : text[..end];
            if (url.IndexOf('@') is >= 0 and var first && url[..first].Contains(':'))
                return url.LastIndexOf('@');
        }

        var slash = text.IndexOfAny('/', '\\');
        var authority = slash < 0 ? text : text[..slash];
        if (authority.LastIndexOf('@') is >= 0 and var at)
            return at;

        // A password may contain a slash; then what follows the colon is not a port.
        var colon = authority.IndexOf(':');
        return colon >= 0 && authority[0] != '[' && authority[(colon + 1)..].IndexOfAnyExceptInRange('0', '9') >= 0 ? text.LastIndexOf('@') : -1;
    }

    /// <summary>Whether a user part has a password, which an escaped <c>@</c> behind a host, as in <c>https://host\@other</c>, has not.</summary>
    public static bool HasPassword(ReadOnlySpan<char> user) =>
        user.IndexOf(':') is >= 0 and var colon && user[(colon + 1)..].IndexOfAnyExceptInRange('0', '9') >= 0;

    /// <summary>Whether a URL is that of a webhook, whose path is its secret.</summary>
    public static bool IsWebhook(ReadOnlySpan<char> host, ReadOnlySpan<char> path) =>
        host.StartsWith("hooks.", StringComparison.OrdinalIgnoreCase) || HasWebhook(host, isHost: true) || HasWebhook(path, isHost: false);

    /// <summary>
    /// Whether a segment of a path is the GUID of a tenant of Microsoft Entra ID, or of an item of a collection, as in <c>/users/6f1c2a9e-…</c>,
    /// unless the collection has secrets or links that work without a login. Any other GUID in a path may be a key.
    /// </summary>
    public static bool IsItem(ReadOnlySpan<char> before, ReadOnlySpan<char> segment)
    {
        if (IsServiceItem(before, segment))
            return true;
        if (!SecretShape.IsGuid(segment) || before.IsEmpty || before[^1] != '/')
            return false;
        if (before.EndsWith(EntraHost, StringComparison.OrdinalIgnoreCase))
            return true;
        before = before[..^1];
        var name = before[(before.LastIndexOfAnyExcept(InCollection) + 1)..];
        var host = before[..^name.Length];
        return name.Length > 1 && name[^1] is 's' or 'S' && host.EndsWith("/") && !host.EndsWith("//") && !SecretName.Of(name).IsPossible && !KnownWords.Contain(Capabilities, name);
    }

    // Ids of batches and files in OpenAI's API are of no use without the key.
    private static bool IsServiceItem(ReadOnlySpan<char> before, ReadOnlySpan<char> segment) =>
        (segment.StartsWith("batch_") && before.EndsWith("/batches/")) || (before.EndsWith("/files/") && (segment.StartsWith("file-") || segment.StartsWith("file_")));

    // As a whole label or segment or the end of one, perhaps with a number: webhooks-docs is a page about them, and so is one without anything behind it.
    private static bool HasWebhook(ReadOnlySpan<char> text, bool isHost)
    {
        while (text.IndexOf(Webhook, StringComparison.OrdinalIgnoreCase) is >= 0 and var found)
        {
            text = text[(found + Webhook.Length)..];
            var rest = text.TrimStart("sSbB0123456789");
            if (isHost ? rest.IsEmpty || rest[0] is '.' or ':' : rest.Length > 1 && rest[0] is '/' or '?')
                return true;
        }

        return false;
    }
}
