namespace QwenCode.OAuth;

/// <summary>Compares hosts by whole labels.</summary>
internal static class HostRule
{
    /// <summary>Whether the URL's host is <paramref name="domain"/> or below it.</summary>
    public static bool IsWithin(Uri url, string domain) =>
        url.IdnHost.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || (url.HostNameType == UriHostNameType.Dns && url.IdnHost.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));
}
