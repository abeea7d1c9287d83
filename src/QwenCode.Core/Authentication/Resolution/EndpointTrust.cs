using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode.Authentication;

/// <summary>
/// Decides whether a value may be sent to its destination. A repository of another author can have files that
/// send the user's own key, or any other variable, elsewhere.
/// </summary>
internal static class EndpointTrust
{
    private const string OtherEndpoint = "specify the endpoint with Set-QwenAuth -BaseUrl";
    private const string OwnKeyToo = "Specify endpoint and key yourself: Connect-Qwen -BaseUrl <url> -ApiKey <key>";
    private const string OwnModel = "Specify the model yourself: Invoke-QwenChat -Model <name>, or Set-QwenAuth -Model <name>";

    // What a project's file may refer to, since the user set it for this very purpose.
    private static readonly Dictionary<OutgoingKind, string[]> Lendable = new()
    {
        [OutgoingKind.Key] = [.. Providers.KeyVariables],
        [OutgoingKind.Model] = [KnownVariables.Model, KnownVariables.QwenModel],
        [OutgoingKind.Url] = [KnownVariables.BaseUrl, KnownVariables.AzureEndpoint],
    };

    /// <summary>Decides about one value.</summary>
    /// <param name="kind">What it is for.</param>
    /// <param name="part">Where it came from.</param>
    /// <param name="url">Where the URL came from that it goes to.</param>
    public static TrustDecision Judge(OutgoingKind kind, ValueSource part, ValueSource url)
    {
        if (Forbidden(kind, part) is { } borrowed)
            return TrustDecision.Rejected($"{part.Name} in {part.Path} refers to {borrowed.Name}, which is yours ({borrowed}) and not intended for that");
        if (url.IsTrusted || kind == OutgoingKind.Model)
            return TrustDecision.Granted;
        if (part.Borrowed.Prepend(part).Any(p => IsLinkedBeside(p, url)))
            return TrustDecision.Rejected($"{part} is behind a link that leads out of the folder whose files set the base URL ({url})");
        if (kind == OutgoingKind.Url)
            return OfUrl(url);
        return part.Authors.All(author => author == url.Author)
            ? TrustDecision.Granted
            : TrustDecision.Doubtful($"the base URL comes from a project's file ({url}), the {(kind == OutgoingKind.Key ? "key" : "value")} from {part}");
    }

    /// <summary>Decides about a key whose source also sets a base URL.</summary>
    /// <param name="key">Where the key came from.</param>
    /// <param name="pair">The base URL that the same source sets; <see langword="null"/> if it sets none.</param>
    /// <param name="baseUrl">The base URL that the key goes to.</param>
    public static TrustDecision JudgePair(ValueSource key, SourcedValue? pair, Uri baseUrl) =>
        pair is { Failure: null } && BaseUrl.TryParse(pair) is { } own && !BaseUrl.IsSameHost(own, baseUrl)
            ? TrustDecision.Doubtful($"the key comes from {key}, but {pair.Source} points to {pair.Reference ?? UrlText.Authority(own)}")
            : TrustDecision.Granted;

    // Whoever made a link to a file of others also gives the URL: by a file of the same folder, of one above or below it, as parts of
    // one repository are, or by another link.
    private static bool IsLinkedBeside(ValueSource part, ValueSource url) =>
        part.Origin.LinkedBy is { } linker && (part.Path, part.Author) != (url.Path, url.Author) && linker.IsInLineWith(url.Origin.LinkedBy ?? url.Author);

    // A URL has a destination of its own even if nothing else goes along: what it took in, and the prompt.
    private static TrustDecision OfUrl(ValueSource url)
    {
        if (url.IsTrusted)
            return TrustDecision.Granted;
        if (url.Author.IsOtherAccount)
            return TrustDecision.Doubtful($"the base URL comes from a file of another account ({url})");
        return url.Authors.All(author => author == url.Author)
            ? TrustDecision.Granted
            : TrustDecision.Doubtful($"the base URL is composed of values from different authors ({url})");
    }

    /// <summary>The warnings to give before a request is sent, a sentence each.</summary>
    /// <param name="key">The key and its source; <see langword="null"/> if none is sent.</param>
    /// <param name="model">The model.</param>
    /// <param name="url">The base URL as specified, and its source.</param>
    /// <param name="baseUrl">The base URL.</param>
    /// <param name="strictness">Why a warning is an error, as a clause; <see langword="null"/> if it is none.</param>
    /// <param name="pair">The base URL that the source of the key also sets.</param>
    /// <exception cref="QwenException">A value may not go there (<c>UntrustedEndpoint</c>).</exception>
    public static List<string> Check(SourcedValue? key, SourcedValue? model, SourcedValue url, Uri baseUrl, Func<string?> strictness, SourcedValue? pair = null)
    {
        const string OtherKey = "specify another key with Set-QwenAuth -ApiKey";
        var warnings = new List<string>();
        var host = url.Reference ?? UrlText.Authority(baseUrl);
        Add(Judge(OutgoingKind.Url, url.Source, url.Source), OtherEndpoint);
        if (key is not null)
            Add(Judge(OutgoingKind.Key, key.Source, url.Source), OtherEndpoint, key.Source.References.Count > 0 ? OwnKeyToo : null);
        if (model is not null)
            Add(Judge(OutgoingKind.Model, model.Source, url.Source), OtherEndpoint, OwnModel);
        if (key is null)
            return warnings;
        if (warnings.Count == 0)
            Add(JudgePair(key.Source, pair, baseUrl), OtherKey, "Specify the key of this endpoint yourself: Set-QwenAuth -ApiKey <key>");
        if (ForeignOwner(key.Value, baseUrl) is { } owner)
            warnings.Add($"The key from {key.Source} looks like a key of {owner}, but goes to {host} ({url.Source}).");
        if (baseUrl is { Scheme: "http", IsLoopback: false })
            warnings.Add($"The key goes to {host} without encryption: {url.Source} begins with http and not https.");
        return warnings;

        void Add(TrustDecision decision, string advice, string? next = null)
        {
            if (Doubt(decision, host, strictness, next) is { } reason)
                warnings.Add($"{(key is null ? "Requests go" : "The key goes")} to {host}: {reason}. {Hint(advice)}");
        }
    }

    /// <summary>
    /// Whether the settings may add to requests to an endpoint: a project's file may not if it does not set the endpoint, since a header or a
    /// member can make a gateway pass a request on to another host.
    /// </summary>
    /// <param name="config">The options in the settings.</param>
    /// <param name="url">The base URL as specified, and its source.</param>
    /// <param name="warnings">Takes the reason if they may not.</param>
    public static bool MayAdd(GenerationConfig config, SourcedValue url, List<string> warnings)
    {
        if (IsUsersOrOf(config.Source.Author, url))
            return true;
        warnings.Add($"{config.Source} is ignored: a project's file does not add to requests to an endpoint that it does not set ({url.Source}).");
        return false;
    }

    /// <summary>Whether a value has the author of the endpoint, or is the user's own: only these may lead from that endpoint to another model or host.</summary>
    /// <param name="author">The author of the value.</param>
    /// <param name="url">The base URL as specified, and its source.</param>
    public static bool IsUsersOrOf(Author author, SourcedValue url) => author.IsTrusted || url.Source.Author == author;

    /// <summary>The warnings about headers and members that the settings add to requests, a sentence each.</summary>
    /// <param name="config">The options in the settings.</param>
    /// <param name="url">The base URL as specified, and its source.</param>
    /// <param name="baseUrl">The base URL.</param>
    /// <param name="strictness">Why a warning is an error, as a clause; <see langword="null"/> if it is none.</param>
    /// <exception cref="QwenException">A value may not go there (<c>UntrustedEndpoint</c>).</exception>
    public static IEnumerable<string> CheckConfig(GenerationConfig config, SourcedValue url, Uri baseUrl, Func<string?> strictness)
    {
        var host = url.Reference ?? UrlText.Authority(baseUrl);
        foreach (var source in config.Sources)
        {
            if (Doubt(Judge(OutgoingKind.Config, source, url.Source), host, strictness) is { } reason)
                yield return $"What {source} adds to requests goes to {host}: {reason}. {Hint(OtherEndpoint)}";
        }
    }

    private static string Hint(string advice) => $"If this is not intended, {advice}; {ResolvedEnvironment.StrictVariable}=1 makes it an error.";

    private static string? Doubt(TrustDecision decision, string host, Func<string?> strictness, string? next = null) => decision.Level switch
    {
        TrustLevel.Granted => null,
        TrustLevel.Rejected => throw QwenErrors.UntrustedEndpoint(host, decision.Reason, next),
        _ when strictness() is { } why => throw QwenErrors.UntrustedEndpoint(host, $"{decision.Reason}, and {why}", next),
        _ => decision.Reason,
    };

    /// <summary>The warning about a key that goes to a default endpoint since a project's file hides the one that the user gave.</summary>
    /// <param name="hidden">Where the user gave a base URL.</param>
    /// <param name="hider">The file that hides it.</param>
    /// <param name="baseUrl">The default.</param>
    /// <param name="strictness">Why a warning is an error, as a clause; <see langword="null"/> if it is none.</param>
    /// <exception cref="QwenException">It does (<c>UntrustedEndpoint</c>).</exception>
    public static string CheckHidden(ValueSource hidden, string hider, Uri baseUrl, Func<string?> strictness)
    {
        var (host, reason) = (UrlText.Authority(baseUrl), $"{hider} hides {hidden} and does not set a base URL itself");
        return strictness() is { } why
            ? throw QwenErrors.UntrustedEndpoint(host, $"{reason}, and {why}")
            : $"The key goes to {host}: {reason}. {Hint(OtherEndpoint)}";
    }

    /// <summary>Throws if a token would be sent without encryption.</summary>
    /// <exception cref="QwenException">The URL begins with <c>http</c> and leads off this machine (<c>UntrustedEndpoint</c>).</exception>
    public static void RequireEncryption(Uri baseUrl)
    {
        if (baseUrl is { Scheme: "http", IsLoopback: false })
            throw QwenErrors.UntrustedEndpoint(UrlText.Authority(baseUrl), "a token is sent only over https, and the base URL begins with http");
    }

    // A project's file, or one that it leads to, may not lend out what belongs to others.
    private static ValueSource? Forbidden(OutgoingKind kind, ValueSource part)
    {
        var lendable = Lendable.GetValueOrDefault(kind, []);
        foreach (var borrowed in part.References)
        {
            if (!part.Author.IsTrusted && borrowed.Author != part.Author && !lendable.Contains(borrowed.Name, StringComparer.Ordinal))
                return borrowed;
            if (Forbidden(kind, borrowed) is { } farther)
                return farther;
        }

        return null;
    }

    // A key sent to this machine goes to a proxy or a test, whose keys have any shape.
    private static string? ForeignOwner(string key, Uri baseUrl)
    {
        if (baseUrl.IsLoopback)
            return null;
        if (KeyShapes.OwnerOf(key) is not { } owner)
            return null;
        if (owner.IsForeign)
            return owner.Name;
        return Providers.Of(baseUrl).Vendor == owner.Vendor ? null : owner.Name;
    }
}
