using QwenCode.Showing;

namespace QwenCode.OAuth;

/// <summary>Compares hosts by whole labels.</summary>
internal static class HostRule
{
    /// <summary>Whether the URL's host is <paramref name="domain"/> or below it.</summary>
    public static bool IsWithin(Uri url, string domain) => Is(url, domain) || IsBelow(url, domain);

    /// <summary>Whether the URL's host is below <paramref name="domain"/>.</summary>
    public static bool IsBelow(Uri url, string domain) =>
        url.HostNameType == UriHostNameType.Dns && NameOf(url).EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the URL's host is <paramref name="host"/>.</summary>
    public static bool Is(Uri url, string host) => NameOf(url).Equals(host, StringComparison.OrdinalIgnoreCase);

    /// <summary>The URL's host, its international letters in ASCII; empty if they are not a valid name.</summary>
    public static string NameOf(Uri url)
    {
        try
        {
            return url.IdnHost;
        }
        catch (UriFormatException)
        {
            return "";
        }
    }

    /// <summary>Scheme, host and port of a URL that is not shown itself, its international letters in ASCII.</summary>
    public static string Shown(Uri url) =>
        $"{url.Scheme}://{UrlText.Authority(url)}{(url.UserInfo.Length > 0 ? " (with a user name before the host)" : "")}";
}
