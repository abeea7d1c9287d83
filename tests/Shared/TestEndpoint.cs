using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Configuration;

namespace QwenCode.Testing;

/// <summary>An endpoint as a test needs it.</summary>
internal static class TestEndpoint
{
    public static AuthContext Context(
        Uri url, TimeProvider time, string? model = null, Credential? credential = null, RequestLimiter? limiter = null, Provider? provider = null,
        Func<string, AuthContext?>? routeOf = null) =>
        new(Of(url, time, model, credential, limiter, provider, routeOf));

    public static Endpoint Of(
        Uri url, TimeProvider time, string? model = null, Credential? credential = null, RequestLimiter? limiter = null, Provider? provider = null,
        Func<string, AuthContext?>? routeOf = null)
    {
        var source = new ValueSource(ValueSourceKind.Session, "Test");
        return new Endpoint
        {
            Method = AuthMethod.ApiKey,
            Provider = provider ?? Providers.Of(url),
            Url = url,
            WrittenUrl = new SourcedValue(url.AbsoluteUri, source),
            Model = model is null ? null : new SourcedValue(model, source),
            Credential = credential ?? Credential.None,
            CredentialSource = "the test",
            Limiter = limiter ?? RequestLimiter.None,
            Requests = new RequestLog(time),
            RouteOf = routeOf,
        };
    }
}
