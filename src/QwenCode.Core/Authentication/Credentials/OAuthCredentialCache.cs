using System.Collections.Concurrent;
using System.Net;
using QwenCode.Configuration;
using QwenCode.Files;
using QwenCode.OAuth;

namespace QwenCode.Authentication;

/// <summary>A sign-in that is cached on this machine.</summary>
/// <param name="Path">The file that holds it.</param>
/// <param name="BaseUrl">The endpoint that it is for.</param>
/// <param name="Credential">Provides and renews the token.</param>
internal sealed record CachedCredential(string Path, Uri BaseUrl, Credential Credential);

/// <summary>
/// The sign-ins of Qwen Code on this machine. All sessions of the process share them, so that a token is renewed once for all.
/// </summary>
internal sealed class OAuthCredentialCache(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Path, OAuthServer Server), Lazy<TokenSource>> _sources = new();
    private volatile Lazy<HttpClient> _http = new(() => OAuthHttp.Create());
    private volatile IWebProxy? _proxy;
    private volatile bool _hasOwnProxy;

    /// <summary>The file of the credential.</summary>
    public static string PathOf(ResolvedEnvironment environment) => Path.Join(environment.User.QwenHome, CredentialFile.Name);

    /// <summary>The sign-in server, which variables of the process or the user's own files can replace.</summary>
    /// <exception cref="QwenException">The replacement is not a usable URL.</exception>
    public static OAuthServer ServerOf(ResolvedEnvironment environment) =>
        OAuthServer.FromVariables(name => environment.FindTrusted(name)?.Value);

    /// <summary>Whether a credential is cached, by the file's mere presence.</summary>
    public static bool Exists(ResolvedEnvironment environment) => File.Exists(PathOf(environment));

    /// <summary>Whether there is or may be a credential to remove: a cached one, one in a folder that denies access, or one in memory that could not be stored.</summary>
    public bool Has(ResolvedEnvironment environment) => Exists(environment) || FileFacts.IsDenied(PathOf(environment))
        || _sources.Any(source => source.Key.Path == PathOf(environment) && source.Value is { IsValueCreated: true, Value.Warning: not null });

    /// <summary>The cached credential; <see langword="null"/> if there is none.</summary>
    /// <exception cref="QwenException">The file cannot be used, or its endpoint is not trusted.</exception>
    public CachedCredential? Find(ResolvedEnvironment environment)
    {
        var server = ServerOf(environment);
        var path = PathOf(environment);
        var source = Source(path, server);
        return source.Find() is { } credentials
            ? new CachedCredential(path, OAuthEndpoint.BaseUrl(credentials.ResourceUrl, server), new OAuthCredential(source, credentials.ExpiresAt))
            : null;
    }

    /// <summary>What provides, renews and stores the token of a file.</summary>
    public TokenSource Source(string path, OAuthServer server) => _sources.GetOrAdd(
        (path, server),
        key => new Lazy<TokenSource>(() => new TokenSource(
            new CredentialFile(key.Path, time), new TokenRefresh(key.Server, Transport), time))).Value;

    /// <summary>Uses this proxy for the sign-in service from now on, to sign in as well as to renew tokens.</summary>
    /// <param name="proxy">The proxy; <see langword="null"/> takes the system's, <c>NO_PROXY</c> included.</param>
    /// <param name="credentials">The credential for the proxy.</param>
    /// <returns>Restores the previous proxy.</returns>
    public Action UseProxy(IWebProxy? proxy, ICredentials? credentials)
    {
        var (http, oldProxy, hadOwnProxy) = (_http, _proxy, _hasOwnProxy);
        var hasOwn = proxy is not null || credentials is not null;
        if (!hasOwn && !_hasOwnProxy)
            return static () => { };

        // A renewal in progress completes over the previous client, which is therefore not disposed of.
        _http = new Lazy<HttpClient>(() => OAuthHttp.Create(proxy, credentials));
        (_proxy, _hasOwnProxy) = (proxy, hasOwn);
        return () => (_http, _proxy, _hasOwnProxy) = (http, oldProxy, hadOwnProxy);
    }

    /// <summary>The sign-in to a server.</summary>
    /// <param name="path">The file for the credential.</param>
    /// <param name="server">The sign-in server.</param>
    /// <param name="limit">The time for either step, see <see cref="SignInFlow"/>.</param>
    public SignInFlow Flow(string path, OAuthServer server, TimeSpan limit) =>
        new(server, Source(path, server), Transport(), limit);

    private OAuthTransport Transport() => new(_http.Value, time, _proxy);
}
