using QwenCode.Environment;
using QwenCode.Errors;

namespace QwenCode.Authentication;

/// <summary>Reads the URLs that people give for an endpoint.</summary>
internal static class BaseUrl
{
    private const string ChatPath = "/chat/completions";

    /// <summary>
    /// The base URL without blanks around it, without a slash at the end, and without <c>/chat/completions</c>. A known provider's
    /// host without a path gets that provider's.
    /// </summary>
    /// <exception cref="QwenException">It is no absolute <c>http</c> or <c>https</c> URL, or carries a user name or a fragment (<c>InvalidRequest</c>).</exception>
    public static Uri Parse(string text, string source)
    {
        var trimmed = text.Trim();
        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var url) || url.Host.Length == 0)
            throw QwenErrors.InvalidBaseUrl(SecretMask.ForDisplay("", trimmed), source, "it is not an absolute URL");
        if (url.Scheme is not ("http" or "https"))
            throw QwenErrors.InvalidBaseUrl(SecretMask.ForDisplay("", trimmed), source, $"its scheme is {url.Scheme}, not https");
        if (url.UserInfo.Length > 0)
            throw QwenErrors.InvalidBaseUrl(SecretMask.ForDisplay("", trimmed), source, "it carries a user name or password");
        if (url.Fragment.Length > 0)
            throw QwenErrors.InvalidBaseUrl(trimmed, source, "it has a fragment (#)");

        var path = url.AbsolutePath.TrimEnd('/');
        if (path.EndsWith(ChatPath, StringComparison.OrdinalIgnoreCase))
            path = path[..^ChatPath.Length].TrimEnd('/');
        if (path.Length == 0 && Providers.Named(url) is { BaseUrl: { } known })
            path = known.AbsolutePath;
        // The builder writes the default port out, which would show wherever the URL does.
        return new Uri(new UriBuilder(url) { Path = path }.Uri.AbsoluteUri);
    }
}
