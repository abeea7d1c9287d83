using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using QwenCode.Receiving;

namespace QwenCode.Connectors;

/// <summary>MSAL's HTTP client factory: responses are limited, redirects are not followed, and no listener in the process sees the requests.</summary>
internal sealed class EntraHttp : IMsalSFHttpClientFactory
{
    private const int LargestResponse = 1024 * 1024;

    /// <summary>The one of the process.</summary>
    public static readonly EntraHttp Instance = new();

    private readonly HttpClient _client = Create(null);
    private HttpClient? _serviceFabric;

    private EntraHttp()
    {
    }

    /// <inheritdoc/>
    public HttpClient GetHttpClient() => _client;

    /// <inheritdoc/>
    /// <remarks>The certificate that the callback looks for is the process's, from a variable.</remarks>
    public HttpClient GetHttpClient(Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> validateServerCert) =>
        _serviceFabric ??= Create(validateServerCert);

    private static HttpClient Create(Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool>? validate)
    {
        var handler = ServiceHandler.Create();
        if (validate is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                validate(new HttpRequestMessage(), (X509Certificate2)certificate!, chain!, errors);
        }

        return new HttpClient(handler) { MaxResponseContentBufferSize = LargestResponse };
    }
}
