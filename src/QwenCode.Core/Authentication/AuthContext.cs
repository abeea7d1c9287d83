using QwenCode.Authentication;
using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode;

/// <summary>
/// What the next request uses: method, provider, endpoint, model, and the source of each. It carries the credential to the
/// module without exposing it: no public member contains a secret.
/// </summary>
public sealed class AuthContext
{
    internal AuthContext(Endpoint endpoint) => Endpoint = endpoint;

    internal AuthContext(QwenException failure) => Failure = failure;

    /// <summary>How a request is authenticated; <see langword="null"/> if nothing is configured.</summary>
    public AuthMethod? Method => Endpoint?.Method;

    /// <summary>The provider's name, or <c>Custom</c> for a host that this module does not know.</summary>
    public string? Provider => Endpoint?.Provider.Name;

    /// <summary>The base URL of the endpoint, its host in ASCII; a secret in its path or query is masked.</summary>
    public Uri? BaseUrl => Endpoint?.ShownUrl;

    /// <summary>
    /// The model to use unless a command specifies another; <see langword="null"/> if there is none. A name that a settings file
    /// takes from a variable is shown as the reference.
    /// </summary>
    public string? Model => Endpoint?.Model?.Shown;

    /// <summary>The source of the key, in words; <see langword="null"/> if no key is sent.</summary>
    public string? KeySource => Endpoint is { CredentialSource: { Length: > 0 } source } ? ForeignText.OneLine(source) : null;

    /// <summary>When the credential expires, in local time; <see langword="null"/> for a key.</summary>
    public DateTimeOffset? ExpiresAt => Endpoint?.Credential.ExpiresAt?.ToLocalTime();

    /// <summary>Requests that this session sent to the provider in the last 60 seconds; other processes are not counted.</summary>
    public int RequestsLastMinute => Endpoint?.Requests.LastMinute ?? 0;

    /// <summary>Requests that this session sent to the provider since midnight; other processes are not counted.</summary>
    public int RequestsToday => Endpoint?.Requests.Today ?? 0;

    /// <summary>Each value in effect, its source, and the sources that it overrides.</summary>
    public IReadOnlyList<AuthSource> Sources => field ??= Notes?.ToSources() ?? [];

    /// <summary>Warnings, a sentence each: unusual files, a key that goes to the host of another vendor. Empty if there are none.</summary>
    public IReadOnlyList<string> Warnings { get; internal init => field = ForeignText.OneLine(value); } = [];

    /// <summary><c>Ready</c>, or the id of the error that a request would fail with, such as <c>NoAuthentication</c>.</summary>
    public string Status => Failure?.ErrorId ?? "Ready";

    /// <summary>What is missing or wrong, and what to do about it; <see langword="null"/> if the status is <c>Ready</c>.</summary>
    public string? StatusMessage => Failure?.Message;

    /// <summary>What <see cref="Sources"/> shows.</summary>
    internal ValueNotes? Notes { private get; init; }

    /// <summary>What a request uses; <see langword="null"/> if none can be sent.</summary>
    internal Endpoint? Endpoint { get; }

    /// <summary>Why no request can be sent; <see langword="null"/> if one can.</summary>
    internal QwenException? Failure { get; }

    /// <summary>What a request uses.</summary>
    /// <exception cref="QwenException">Nothing usable is configured.</exception>
    internal Endpoint EnsureUsable() => Endpoint ?? throw Failure!;

    /// <summary>Throws if the configuration cannot be used; a key or sign-in that is still missing is not a reason.</summary>
    /// <exception cref="QwenException">The reason.</exception>
    internal void EnsureConsistent()
    {
        if (Failure is not null and not { Id: ErrorId.NoAuthentication or ErrorId.EnvFileUnreadable })
            throw Failure;
    }

    /// <summary>Method, provider and base URL.</summary>
    public override string ToString() => Endpoint is null ? "no authentication" : $"{Method} at {Provider} ({HumanText.Url(BaseUrl)})";
}
