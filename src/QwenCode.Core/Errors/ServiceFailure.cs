using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Errors;

/// <summary>The facts about a failed request that messages are made of. No secret is among them.</summary>
internal sealed record ServiceFailure
{
    private const int MostCharacters = 200;

    /// <summary>The URL of the request, as it can be shown.</summary>
    public required string Endpoint
    {
        get => ForeignText.OneLine(Uri.TryCreate(field, UriKind.Absolute, out var url) ? UrlText.Of(url) : field, MostCharacters);
        init;
    }

    /// <summary>The proxy that the request went to; <see langword="null"/> for none.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The proxy as it can be shown: without its user name and password.</summary>
    public string ShownProxy => Proxy is null ? "" : $"{Proxy.Scheme}://{UrlText.Authority(Proxy)}";

    /// <summary>The words for the proxy after what was requested; empty for none.</summary>
    public string ThroughProxy => Proxy is null ? "" : $" through the proxy {ShownProxy}";

    /// <summary>What decided that URL, for advice.</summary>
    public string EndpointSource { get; init; } = "the base URL (Get-QwenAuth shows its source)";

    /// <summary>The requested model, as it can be shown.</summary>
    public string Model { get => ForeignText.OneLine(SecretMask.Value(field), MostCharacters); init; } = "";

    /// <summary>The model in words after what was requested; empty for a request to none.</summary>
    public string ForModel => Model.Length == 0 ? "" : $" for model '{Model}'";

    /// <summary>Where the key came from, in words.</summary>
    public string KeySource { get; init; } = "";

    /// <summary>The credential that was sent; removed from every message, since some services echo it in their errors.</summary>
    public Func<Secret?> Sent { get; init; } = static () => null;

    /// <summary>The method, which decides what was sent: a key, or an access token.</summary>
    public AuthMethod Method { get; init; } = AuthMethod.ApiKey;

    /// <summary>Whether the request waits for a renewed token.</summary>
    public bool WaitsForToken { get; init; }

    /// <summary>Whether the endpoint is Azure's, whose models are deployments.</summary>
    public bool IsAzure { get; init; }

    /// <summary>The names of the providers of the same vendor, whose keys are others.</summary>
    public IReadOnlyList<string> OtherProviders { get; init; } = [];

    /// <summary>The HTTP status; <see langword="null"/> if no response arrived.</summary>
    public int? Status { get; init; }

    /// <summary>What the service or the network said.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The service's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The wait that the service requests.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>How many of these attempts were with other models.</summary>
    public int AttemptsWithOthers { get; init; }

    /// <summary>The text that had arrived.</summary>
    public string? PartialAnswer { get; init; }

    /// <summary>A clause that says where the received text is; empty if none was received.</summary>
    public string Received => PartialAnswer is null ? "" : "; the text received so far is in the exception's PartialAnswer";

    /// <summary>Whether the service reported the failure inside a response with a success status.</summary>
    public bool IsInAnswer { get; init; }

    /// <summary>The exception behind it.</summary>
    public Exception? Cause { get; init; }

    /// <summary>The key or access token that was sent, in words.</summary>
    public string CredentialName => Method switch
    {
        _ when KeySource.Length == 0 => "a request without a key",
        AuthMethod.OAuth => $"the {KeySource}",
        AuthMethod.Entra => $"the access token from {KeySource}",
        _ => $"the key from {KeySource}",
    };

    /// <summary>The service's words after the status, without their full stop: <c>: words</c>, or nothing.</summary>
    public string Said => Detail.Length == 0 ? "" : $": {(Detail.EndsWith('.') && !Detail.EndsWith("..", StringComparison.Ordinal) ? Detail[..^1] : Detail)}";

    /// <summary>The number of attempts with this model, in words.</summary>
    public string Tries => Attempts - AttemptsWithOthers is 1 ? "after 1 attempt" : $"after {Attempts - AttemptsWithOthers} attempts";

    /// <summary>The exception for these facts; if the service checked the key, its message names the source of the key.</summary>
    public QwenRequestException Because(ErrorId id, string what, string next) => new(id, Redact(WithKeySource(what)), next, Cause)
    {
        StatusCode = Status,
        RequestId = RequestId is null ? null : ForeignText.OneLine(Redact(RequestId), MostCharacters),
        RetryAfter = RetryAfter,
        Attempts = Attempts,
        PartialAnswer = PartialAnswer,
        IsInAnswer = IsInAnswer,
        Said = Detail,
    };

    /// <summary>The URL and the status: what the service said may hold the key that it was sent.</summary>
    public override string ToString() => $"{Endpoint} {Status}";

    private string Redact(string text) => Sent()?.Redact(text) ?? text;

    private string WithKeySource(string what) => KeySource.Length == 0 || Status is not (401 or 402 or 403 or 429) || what.Contains(KeySource, StringComparison.Ordinal)
        ? what
        : $"{what} The {(Method is AuthMethod.OAuth or AuthMethod.Entra ? "access token" : "key")} came from {KeySource}.";
}
