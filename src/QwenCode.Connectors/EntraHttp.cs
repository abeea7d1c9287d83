using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using QwenCode.Receiving;

namespace QwenCode.Connectors;

/// <summary>MSAL's way to HTTP: a limit for what comes, no redirects, and nobody in the process who listens to what is sent.</summary>
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
