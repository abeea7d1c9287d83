using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QwenCode.Connectors.Tests;

/// <summary>What the errors of secure connections say: what is wrong with the certificate or the handshake, and what to do about it.</summary>
public sealed class CertificateTests
{
    private const string Install = "Install the issuing certificate authority in the system's store (SSL_CERT_FILE on Linux), or correct the base URL (Get-QwenAuth shows its source).";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_authority_is_named_and_is_to_be_installed()
    {
        var error = await FailAsync(Certificate("127.0.0.1", Now.AddDays(-1), Now.AddDays(1)));

        error.Message.ShouldContain("/chat/completions: its certificate is from 'Test authority', which this machine does not trust.");
        error.RecommendedAction.ShouldBe(Install);
    }

    [Fact]
    public async Task An_expired_certificate_is_a_matter_of_the_server_or_of_this_machines_clock()
    {
        var error = await FailAsync(Certificate("127.0.0.1", Now.AddYears(-3), new DateTimeOffset(Now.Year - 1, 2, 3, 4, 5, 6, TimeSpan.Zero)));

        error.Message.ShouldMatch($@"its certificate expired on {Now.Year - 1}-02-03, and this machine's clock shows \d{{4}}-\d\d-\d\d; ");
        error.RecommendedAction.ShouldStartWith("Correct the clock if it is wrong; otherwise the server needs a new certificate. ");
    }

    [Fact]
    public async Task A_certificate_of_the_future_is_a_matter_of_the_clock()
    {
        var error = await FailAsync(Certificate("127.0.0.1", new DateTimeOffset(Now.Year + 2, 2, 3, 4, 5, 6, TimeSpan.Zero), Now.AddYears(4)));

        error.Message.ShouldMatch($@"its certificate is not valid before {Now.Year + 2}-02-03, and this machine's clock shows \d{{4}}-\d\d-\d\d; ");
        error.RecommendedAction.ShouldStartWith("Correct the clock if it is wrong");
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_named()
    {
        var error = await FailAsync(Certificate("other.example", Now.AddDays(-1), Now.AddDays(1)));

        error.Message.ShouldContain("its certificate is for 'other.example' and not for this host; it is from 'Test authority', which");
        error.RecommendedAction.ShouldBe("Correct the base URL (Get-QwenAuth shows its source), or check whether a proxy or a sign-in page of the network responds instead of the server.");
    }

    [Fact]
    public async Task A_certificate_for_another_use_is_reported_with_the_systems_word_for_it()
    {
        var error = await FailAsync(Certificate("127.0.0.1", Now.AddDays(-1), Now.AddDays(1), usage: "1.3.6.1.5.5.7.3.2"));

        error.Message.ShouldContain("its certificate is not accepted (NotValidForUsage)");
        error.RecommendedAction.ShouldContain("The server needs another certificate.");
    }

    [Fact]
    public async Task A_server_of_an_old_version_of_TLS_is_no_matter_of_certificates()
    {
        // A fatal alert: protocol_version.
        byte[] alert = [21, 3, 1, 0, 2, 2, 70];
        var error = await FailAsync(async client => await client.WriteAsync(alert, Cancellation), https: true);

        error.ErrorId.ShouldBe("TlsFailed");
        error.Message.ShouldContain("/chat/completions: the TLS handshake failed (");
        error.Message.ShouldNotContain("inner exception");
        error.RecommendedAction.ShouldBe("Check that the server accepts TLS 1.2 or later, or correct the base URL (Get-QwenAuth shows its source).");
    }

    [Fact]
    public async Task An_http_URL_of_a_server_that_disconnects_without_a_response_mentions_https()
    {
        var error = await FailAsync(_ => Task.CompletedTask, https: false);

        error.ErrorId.ShouldBe("IncompleteAnswer");
        error.Message.ShouldContain("the connection was closed before the whole response arrived; if the server speaks TLS there, https:// may be intended.");
    }

    private static Task<QwenRequestException> FailAsync(X509Certificate2 certificate) => FailAsync(
        async client =>
        {
            await using var tls = new SslStream(client, leaveInnerStreamOpen: true);
            await tls.AuthenticateAsServerAsync(certificate);
        },
        https: true);

    private static async Task<QwenRequestException> FailAsync(Func<NetworkStream, Task> serve, bool https)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = await ChatBench.StartAsync();
        var url = new Uri($"{(https ? "https" : "http")}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");

        var asking = bench.AskAsync(context: bench.Context(url));
        using (var client = await listener.AcceptSocketAsync(Cancellation))
        {
            await using var stream = new NetworkStream(client);
            try
            {
                await serve(stream);
                client.Shutdown(SocketShutdown.Send);

                // Closing before all was read would reset the connection.
                await stream.CopyToAsync(Stream.Null, Cancellation);
            }
            catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client has disconnected, as it should.
            }
        }

        return await Should.ThrowAsync<QwenRequestException>(() => asking);
    }

    private static X509Certificate2 Certificate(string host, DateTimeOffset from, DateTimeOffset to, string usage = "1.3.6.1.5.5.7.3.1")
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var issuer = authority.CreateSelfSigned(Now.AddYears(-9), Now.AddYears(9));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        using var certificate = request.Create(issuer, from, to, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);

        // Windows cannot serve TLS with a key that lives in memory only.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }
}
