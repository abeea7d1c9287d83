using QwenCode.Catalogue;
using QwenCode.Configuration;

namespace QwenCode.Authentication;

/// <summary>Builds the endpoints that take the token of a sign-in.</summary>
/// <param name="requests">The session's counts.</param>
/// <param name="limiter">Keeps the requests of a Qwen sign-in within its rate limit.</param>
internal sealed class SignInEndpoint(RequestLogs requests, RequestLimiter limiter)
{
    /// <summary>The endpoint of a Qwen sign-in.</summary>
    /// <param name="login">The cached credential.</param>
    /// <param name="source">The source of the credential, and of the endpoint beside it.</param>
    /// <param name="model">The model.</param>
    public Endpoint OAuth(CachedCredential login, ValueSource source, SourcedValue model) => new()
    {
        Method = AuthMethod.OAuth,
        Provider = Providers.QwenOAuth,
        Url = login.BaseUrl,
        WrittenUrl = new SourcedValue(login.BaseUrl.AbsoluteUri, source),
        Model = model,
        Credential = login.Credential,
        CredentialSource = source.ToString(),
        Limiter = limiter,
        Requests = requests.Of(Providers.QwenOAuth.Name),
    };

    /// <summary>The endpoint of a Microsoft Entra sign-in.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="baseUrl">The base URL.</param>
    /// <param name="url">The base URL as specified, and its source.</param>
    /// <param name="model">The model; <see langword="null"/> if each request has to name one.</param>
    public Endpoint Entra(EntraCredential credential, Uri baseUrl, SourcedValue url, SourcedValue? model) => new()
    {
        Method = AuthMethod.Entra,
        Provider = Providers.Azure,
        Url = baseUrl,
        WrittenUrl = url,
        Model = model,
        Credential = credential,
        CredentialSource = $"Microsoft Entra ID ({credential.Account})",
        Limiter = RequestLimiter.None,
        Requests = requests.Of(Providers.Azure.Name),
    };
}
