using QwenCode.Secrets;

namespace QwenCode.Showing;

/// <summary>Shows URLs as they lead: a host in ASCII, which no letter of another script and no invisible one can disguise.</summary>
internal static class UrlText
{
    /// <summary>The host in ASCII (<c>xn--…</c> where it has other letters), and the port where it is not the scheme's own.</summary>
    public static string Authority(Uri url) => url.IsDefaultPort ? Host(url) : $"{Host(url)}:{url.Port}";

    /// <summary>The whole URL, percent-encoded, without what looks like a secret in it.</summary>
    public static string Of(Uri url) => url.IsAbsoluteUri && url.Host.Length > 0
        ? SecretMask.Text($"{url.Scheme}://{(url.UserInfo.Length > 0 ? "****@" : "")}{Authority(url)}{url.PathAndQuery}{url.Fragment}")
        : ForeignText.OneLine(SecretMask.Url(url.OriginalString));

    private static string Host(Uri url)
    {
        if (url.HostNameType == UriHostNameType.IPv6)
            return $"[{url.DnsSafeHost}]";
        try
        {
            var host = url.IdnHost;
            return host.All(char.IsAscii) ? host : Uri.EscapeDataString(host);
        }
        catch (UriFormatException)
        {
            // The standard does not allow the name, so it has no such form.
            return Uri.EscapeDataString(url.Host);
        }
    }
}
