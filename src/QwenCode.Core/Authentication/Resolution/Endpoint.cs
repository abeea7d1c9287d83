using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>What a request uses. It exists only if it is usable, so that no required value is missing.</summary>
internal sealed class Endpoint
{
    /// <summary>How requests are authenticated.</summary>
    public required AuthMethod Method { get; init; }

    /// <summary>The service.</summary>
    public required Provider Provider { get; init; }

    /// <summary>The base URL.</summary>
    public required Uri Url { get; init; }

    /// <summary>The base URL as specified, and its source.</summary>
    public required SourcedValue WrittenUrl { get; init; }

    /// <summary>What authenticates a request; <see cref="Credential.None"/> for a service that takes requests without a key.</summary>
    public required Credential Credential { get; init; }

    /// <summary>Where the credential came from, in words; empty if none is sent.</summary>
    public required string CredentialSource { get; init; }

    /// <summary>What keeps requests within the service's rate limit.</summary>
    public required RequestLimiter Limiter { get; init; }

    /// <summary>The session's requests to the provider.</summary>
    public required RequestLog Requests { get; init; }

    /// <summary>The model of a request that names none; <see langword="null"/> if each request has to name one.</summary>
    public SourcedValue? Model { get; init; }

    /// <summary>The route of the settings that it is; <see langword="null"/> if it is none.</summary>
    public ValueSource? Route { get; init; }

    /// <summary>The options for requests in the settings, which parameters override; <see langword="null"/> if there are none.</summary>
    public GenerationConfig? Config { get; init; }

    /// <summary>The models to fall back to, in order, if a command specifies none.</summary>
    public IReadOnlyList<string> FallbackModels { get; init; } = [];

    /// <summary>Finds the endpoint of another model, if the settings have a route for it.</summary>
    public Func<string, AuthContext?>? RouteOf { get; init; }

    /// <summary>Whether one of the warnings is about the endpoint of the key, so that nothing is sent before it is shown.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The base URL without a secret in its path or query.</summary>
    public Uri ShownUrl => SecretMask.Text(Url.AbsoluteUri) is var shown && shown != Url.AbsoluteUri ? new Uri(shown) : Url;

    /// <summary>What a request is sent with, in words.</summary>
    public string CredentialInWords => CredentialSource.Length == 0 ? "without a key" : $"with the key from {CredentialSource}";

    /// <summary>A model's name as it may be shown.</summary>
    public string ShownModel(string model) => Model is { } known && known.Value == model ? known.Shown : model;
}
