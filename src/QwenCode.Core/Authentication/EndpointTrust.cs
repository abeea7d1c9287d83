using QwenCode.Environment;
using QwenCode.Errors;

namespace QwenCode.Authentication;

/// <summary>
/// Watches over where a key goes. A repository that somebody else wrote can bring a file that sends the user's own key elsewhere.
/// </summary>
internal static class EndpointTrust
{
    /// <summary>The warnings to give before a key is sent, a sentence each.</summary>
    /// <param name="key">The key and where it came from.</param>
    /// <param name="url">The base URL as written, and where it came from.</param>
    /// <param name="baseUrl">The base URL.</param>
    /// <param name="strict">Where <c>QWEN_STRICT_ENV</c> is set; <see langword="null"/> warns only.</param>
    /// <exception cref="QwenException">Key and base URL come from different hands, and strictness is asked for (<c>UntrustedEndpoint</c>).</exception>
    public static IEnumerable<string> Check(SourcedValue key, SourcedValue url, Uri baseUrl, SourcedValue? strict)
    {
        var warnings = new List<string>();
        if (Mixed(key.Source, url.Source) is { } mixed)
        {
            if (strict is not null)
                throw QwenErrors.UntrustedEndpoint(baseUrl.Host, $"{mixed}, and QWEN_STRICT_ENV is set");
            warnings.Add($"The key goes to {baseUrl.Host}: {mixed}. If that is not meant, give the endpoint with Set-QwenAuth -BaseUrl; QWEN_STRICT_ENV=1 refuses it.");
        }

        if (ForeignOwner(key.Value, baseUrl) is { } owner)
            warnings.Add($"The key from {key.Source} looks like one of {owner}, but goes to {baseUrl.Host} ({url.Source}).");
        if (baseUrl is { Scheme: "http", IsLoopback: false })
            warnings.Add($"The key goes to {baseUrl.Host} without encryption: {url.Source} begins with http and not https.");
        return warnings;
    }

    /// <summary>Refuses to send a token without encryption.</summary>
    /// <exception cref="QwenException">The URL begins with <c>http</c> and leads off this machine (<c>UntrustedEndpoint</c>).</exception>
    public static void RequireEncryption(Uri baseUrl)
    {
        if (baseUrl is { Scheme: "http", IsLoopback: false })
            throw QwenErrors.UntrustedEndpoint(baseUrl.Host, "a token goes only over https, and the base URL begins with http");
    }

    private static string? Mixed(ValueSource key, ValueSource url)
    {
        if (!url.IsFromProject)
            return null;
        if (!key.IsFromProject || key.BorrowsFromUser)
            return $"the base URL comes from a project's file ({url}), the key from {key}";
        return url.BorrowsFromUser ? $"the base URL in a project's file ({url}) takes in a value of your own" : null;
    }

    // A key sent to this machine goes to a proxy or a test, whose keys have any shape.
    private static string? ForeignOwner(string key, Uri baseUrl)
    {
        if (baseUrl.IsLoopback)
            return null;
        if (ApiKeyRules.StrangerOf(key) is { } vendor)
            return vendor;
        if (ApiKeyRules.ProviderOf(key) is not { } name || !Providers.TryGet(name, out var owner))
            return null;
        var receiver = Providers.Of(baseUrl);
        return receiver.Name.StartsWith(owner.Name, StringComparison.Ordinal) ? null : name;
    }
}
