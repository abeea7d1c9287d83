using System.Text;
using QwenCode.Secrets;

namespace QwenCode.Showing;

/// <summary>Shows URLs: the host is in ASCII, so that no letter of another script and no invisible character can disguise it.</summary>
internal static class UrlText
{
    private const int MostCharacters = 2000;

    /// <summary>The host in ASCII (<c>xn--…</c> if it has other letters), and the port if it is not the scheme's default.</summary>
    public static string Authority(Uri url) => url.IsDefaultPort ? Host(url) : $"{Host(url)}:{url.Port}";

    /// <summary>The whole URL, percent-encoded, with what looks like a secret masked.</summary>
    public static string Of(Uri url) => url.IsAbsoluteUri && url.Host.Length > 0
        ? SecretMask.Text($"{url.Scheme}://{(url.UserInfo.Length > 0 ? "****@" : "")}{Authority(url)}{url.PathAndQuery}{url.Fragment}")
        : ForeignText.OneLine(SecretMask.Url(url.OriginalString));

    /// <summary>The whole URL for the user to open: nothing is masked; one that is too long for a browser is truncated.</summary>
    public static string ToOpen(Uri url) => ForeignText.OneLine($"{url.Scheme}://{Authority(url)}{url.PathAndQuery}{url.Fragment}", MostCharacters);

    private static string Host(Uri url)
    {
        if (url.HostNameType == UriHostNameType.IPv6)
            return $"[{url.DnsSafeHost}]";
        try
        {
            var host = url.IdnHost;
            return Ascii.IsValid(host) ? host : Uri.EscapeDataString(host);
        }
        catch (UriFormatException)
        {
            // The standard does not allow the name.
            return Uri.EscapeDataString(url.Host);
        }
    }
}
