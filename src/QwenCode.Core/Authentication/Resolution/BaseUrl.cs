using System.Net;
using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>Reads the URLs that people specify for an endpoint, as they paste them.</summary>
internal static class BaseUrl
{
    private const string AzurePath = "/openai/v1";

    // What a URL copied from a request or a manual has at its end.
    private static readonly string[] RequestPaths = ["/chat/completions", "/completions", "/responses", "/embeddings", "/models"];

    /// <summary>
    /// The base URL without blanks around it, without a slash at the end, and without <c>/chat/completions</c>. A known provider's
    /// host gets that provider's path; Azure's portal URL becomes its v1 endpoint.
    /// </summary>
    /// <returns>The base URL, and the deployment if an Azure URL names one.</returns>
    /// <exception cref="QwenException">
    /// It is not an absolute <c>http</c> or <c>https</c> URL, carries a user name or a fragment, or leads to another API of a known provider
    /// (<c>InvalidParameter</c>).
    /// </exception>
    public static (Uri Url, string? Deployment) Parse(string text, string source) => Parse(new SourcedValue(text, new ValueSource(ValueSourceKind.Parameter, "")), source);

    /// <inheritdoc cref="Parse(string, string)"/>
    /// <param name="value">The text.</param>
    /// <param name="source">Where it came from, in words.</param>
    /// <param name="named">The specified provider.</param>
    public static (Uri Url, string? Deployment) Parse(SourcedValue value, string source, Provider? named = null)
    {
        var url = Absolute(WithScheme(value.Value.Trim()), value.Reference, source);
        var path = WithoutRequest(url.AbsolutePath.TrimEnd('/'));
        if (Providers.IsAzure(url))
            return (At(url, AzurePath, keepQuery: false), Deployment(url));
        if (Providers.Named(url) is { BaseUrl: { } known } provider)
            return (At(url, ProviderPath(path, known, provider, value.Reference, source), keepQuery: true), null);
        return (At(url, path.Length == 0 && named is { IsLocal: true, BaseUrl: { } local } ? local.AbsolutePath : path, keepQuery: true), null);
    }

    /// <summary>The base URL in a text; <see langword="null"/> if it is not one.</summary>
    public static Uri? TryParse(SourcedValue value)
    {
        try
        {
            return Parse(value, "").Url;
        }
        catch (QwenException)
        {
            return null;
        }
    }

    /// <summary>Whether two base URLs have the same scheme, host and port, whatever their paths.</summary>
    public static bool IsSameHost(Uri one, Uri other) => one.Scheme == other.Scheme && one.Port == other.Port && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);

    // A known provider's host is enough, since only https can be intended.
    private static string WithScheme(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal) || !Uri.TryCreate($"https://{text}", UriKind.Absolute, out var url))
            return text;
        return Providers.IsAzure(url) || Providers.Named(url) is not null ? url.OriginalString : text;
    }

    private static Uri Absolute(string text, string? reference, string source)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Host.Length == 0 && !text.Contains("://", StringComparison.Ordinal)))
            throw QwenErrors.InvalidBaseUrl(Shown(text), source, HasPortOutOfRange(text) ? $"its port is not a number from 1 to {ushort.MaxValue}" : $"it is not an absolute URL{Suggested(Meant(text))}");
        var error = url.Scheme is not ("http" or "https") ? reference is null ? $"its scheme is {url.Scheme}, not https" : "its scheme is not https"
            : url.UserInfo.Length > 0 ? "it contains a user name or password"
            : url.Fragment.Length > 0 ? "it has a fragment (#)"
            : HostRule.NameOf(url).Length == 0 ? "its host name is not valid"
            : url.HostNameType is UriHostNameType.IPv6 && url.IdnHost.Contains('%', StringComparison.Ordinal) ? "its IPv6 address has a zone (%), which no request can contain"
            : IsListeningAddress(url) ? $"servers listen at this address, which is not one to connect to{Suggested(new UriBuilder(url) { Host = "127.0.0.1" }.Uri.AbsoluteUri)}"
            : null;
        return error is null ? url : throw QwenErrors.InvalidBaseUrl(Shown(text), source, error);

        string Shown(string shown) => reference ?? SecretMask.Url(shown);

        string Suggested(string? meant) => meant is null || reference is not null ? "" : $" (did you mean {Shown(meant)}?)";
    }

    // What servers show when they listen on all interfaces; HttpClient rejects it with an exception of its own.
    private static bool IsListeningAddress(Uri url) => IPAddress.TryParse(url.IdnHost, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static bool HasPortOutOfRange(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        var authority = start < 0 ? "" : text[(start + 3)..].Split('/', '?', '#')[0];
        var port = authority.AsSpan(authority.LastIndexOf(':') + 1);
        return port.Length > 0 && port.Length < authority.Length && !port.ContainsAnyExceptInRange('0', '9') && Uri.TryCreate(text.Remove(start + 3 + authority.Length - port.Length - 1, port.Length + 1), UriKind.Absolute, out _);
    }

    // The URL that a text without a scheme, or without a slash after it, probably means.
    private static string? Meant(string text)
    {
        var colon = text.IndexOf(":/", StringComparison.Ordinal);
        var (scheme, rest) = colon > 0 ? (text[..colon].ToLowerInvariant(), text[(colon + 1)..].TrimStart('/')) : ("", text);
        if (!Uri.TryCreate($"https://{rest}", UriKind.Absolute, out var url) || !(url.Host.Contains('.', StringComparison.Ordinal) || url.IsLoopback))
            return null;
        return $"{(scheme is "http" or "https" ? scheme : url.IsLoopback ? "http" : "https")}://{rest}";
    }

    private static string WithoutRequest(string path)
    {
        var request = Array.Find(RequestPaths, r => path.EndsWith(r, StringComparison.OrdinalIgnoreCase));
        return request is null ? path : path[..^request.Length].TrimEnd('/');
    }

    // A beginning of the provider's path is completed, and /v1 is removed if the provider has no such path; another path leads to another
    // API.
    private static string ProviderPath(string path, Uri known, Provider provider, string? reference, string source)
    {
        var right = known.AbsolutePath.TrimEnd('/');
        return right.StartsWith(path, StringComparison.OrdinalIgnoreCase) || (right.Length == 0 && path == "/v1")
            ? right
            : throw QwenErrors.InvalidBaseUrl(reference ?? SecretMask.Url($"https://{known.Host}{path}"), source, $"{provider.Name}'s OpenAI-compatible API is at {known.AbsoluteUri}");
    }

    private static string? Deployment(Uri url)
    {
        var segments = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var index = Array.FindIndex(segments, s => s.Equals("deployments", StringComparison.OrdinalIgnoreCase));
        return index >= 0 && index + 1 < segments.Length ? Uri.UnescapeDataString(segments[index + 1]) : null;
    }

    // The builder writes the default port out, which would show wherever the URL does.
    private static Uri At(Uri url, string path, bool keepQuery) =>
        new(new UriBuilder(url) { Host = url.IdnHost, Path = path, Query = keepQuery ? url.Query : "" }.Uri.AbsoluteUri);
}
