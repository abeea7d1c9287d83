using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Environment;
using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode;

/// <summary>
/// What the next request uses: method, provider, endpoint, model, and the source of each. It carries the credential to the
/// module without exposing it: no public member contains a secret.
/// </summary>
public sealed class AuthContext
{
    internal AuthContext(RequestLog requests, QwenException? failure = null)
    {
        Requests = requests;
        Failure = failure;
    }

    /// <summary>How a request is authenticated; <see langword="null"/> if nothing is configured.</summary>
    public AuthMethod? Method { get; internal init; }

    /// <summary>The provider's name, or <c>Custom</c> for a host that this module does not know.</summary>
    public string? Provider { get; internal init; }

    /// <summary>The base URL of the endpoint, its host in ASCII; a secret in its path or query is masked.</summary>
    public Uri? BaseUrl => Endpoint is { AbsoluteUri: var url } && SecretMask.Text(url) is var shown && shown != url ? new Uri(shown) : Endpoint;

    /// <summary>
    /// The model to use unless a command specifies another; <see langword="null"/> if there is none. A name that a settings file
    /// takes from a variable is shown as the reference.
    /// </summary>
    public string? Model { get; internal init; }

    /// <summary>The source of the key, in words; <see langword="null"/> if no key is sent.</summary>
    public string? KeySource { get; internal init => field = ForeignText.OneLine(value); }

    /// <summary>When the credential expires, in local time; <see langword="null"/> for a key.</summary>
    public DateTimeOffset? ExpiresAt { get; internal init => field = value?.ToLocalTime(); }

    /// <summary>Requests that this session sent to the provider in the last 60 seconds; other processes are not counted.</summary>
    public int RequestsLastMinute => Requests.LastMinute;

    /// <summary>Requests that this session sent to the provider since midnight; other processes are not counted.</summary>
    public int RequestsToday => Requests.Today;

    /// <summary>Each value in effect, its source, and the sources that it overrides.</summary>
    public IReadOnlyList<AuthSource> Sources { get; internal init; } = [];

    /// <summary>Warnings, a sentence each: unusual files, a key that goes to the host of another vendor. Empty if there are none.</summary>
    public IReadOnlyList<string> Warnings { get; internal init => field = ForeignText.OneLine(value); } = [];

    /// <summary><c>Ready</c>, or the id of the error that a request would fail with, such as <c>NoAuthentication</c>.</summary>
    public string Status => Failure?.ErrorId ?? "Ready";

    /// <summary>What is missing or wrong, and what to do about it; <see langword="null"/> if the status is <c>Ready</c>.</summary>
    public string? StatusMessage => Failure?.Message;

    internal RequestLog Requests { get; }

    /// <summary>Why no request can be sent; <see langword="null"/> if one can.</summary>
    internal QwenException? Failure { get; }

    /// <summary>What a request is sent with, in words.</summary>
    internal string CredentialInWords => KeySource is null ? "without a key" : $"with the key from {KeySource}";

    /// <summary>The base URL as requests need it.</summary>
    internal Uri? Endpoint { get; init; }

    /// <summary>The base URL as it was written and where it came from; <see langword="null"/> for a sign-in, whose credential names the endpoint.</summary>
    internal SourcedValue? EndpointSource { get; init; }

    /// <summary>The model as requests need it.</summary>
    internal string? ModelName { get => field ?? Model; init; }

    /// <summary>A model's name as it may be shown.</summary>
    internal string ShownModel(string model) => model == ModelName ? Model! : model;

    /// <summary>The credential that is sent; <see langword="null"/> for an endpoint on this machine that needs none.</summary>
    internal Credential? Credential { get; init; }

    internal Provider? ProviderInfo { get; init; }

    /// <summary>The limiter that keeps requests within the service's rate limit; <see langword="null"/> if there is none.</summary>
    internal RequestLimiter? Limiter { get; init; }

    /// <summary>Whether one of the warnings is about where the key would go, so that nothing is sent before it is shown.</summary>
    internal bool IsDoubtful { get; init; }

    /// <summary>Whether a request can be sent.</summary>
    internal bool IsUsable => Failure is null;

    /// <summary>Throws if nothing usable is configured.</summary>
    /// <exception cref="QwenException">The reason.</exception>
    internal void EnsureUsable()
    {
        if (Failure is not null)
            throw Failure;
    }

    /// <summary>Throws if the configuration cannot be used; a key or sign-in that is still missing is not a reason.</summary>
    /// <exception cref="QwenException">The reason.</exception>
    internal void EnsureConsistent()
    {
        if (Failure is not null and not { Id: ErrorId.NoAuthentication or ErrorId.EnvFileUnreadable })
            throw Failure;
    }

    /// <summary>Method, provider and model.</summary>
    public override string ToString() => Method is null ? "no authentication" : $"{Method} at {Provider} ({HumanText.Url(BaseUrl)})";
}
