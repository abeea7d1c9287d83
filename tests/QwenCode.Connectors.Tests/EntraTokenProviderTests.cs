using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QwenCode.Authentication;
using QwenCode.Entra;
using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.Testing;

namespace QwenCode.Connectors.Tests;

public sealed class EntraTokenProviderTests : IDisposable
{
    private readonly EntraAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("qwencode-entra-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private EntraTokenProvider Login => field ??= new EntraTokenProvider(_authority, NoBrowser);

    [Fact]
    public async Task A_user_signs_in_with_a_device_code_and_then_silently()
    {
        _authority.Answers.Enqueue("authorization_pending");
        var shown = new List<EntraDeviceCode>();
        var options = Options(EntraFlow.DeviceCode);

        (await Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation)).ShouldBeNull();
        var token = await Login.AcquireInteractivelyAsync(options, shown.Add, Cancellation);
        var silent = await Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation);

        shown.ShouldHaveSingleItem().UserCode.ShouldBe("ABCD-1234");
        token.Account.ShouldBe("ada@example.com");
        silent!.Token.Reveal().ShouldBe(token.Token.Reveal());
        _authority.TokenRequests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_module_and_not_MSAL_opens_the_browser()
    {
        var opened = new List<Uri>();
        using var user = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var login = new EntraTokenProvider(_authority, page =>
        {
            opened.Add(page);
            user.Cancel();
            return true;
        });

        await Should.ThrowAsync<OperationCanceledException>(() => login.AcquireInteractivelyAsync(Options(EntraFlow.Browser), _ => { }, user.Token));

        var page = opened.ShouldHaveSingleItem();
        (page.Scheme, page.Host).ShouldBe(("https", "login.microsoftonline.com"));
    }

    [Fact]
    public async Task Without_a_program_for_a_browser_the_error_suggests_the_device_code()
    {
        var exception = await Should.ThrowAsync<QwenException>(() => Login.AcquireInteractivelyAsync(Options(EntraFlow.Browser), _ => { }, Cancellation));

        exception.ErrorId.ShouldBe("InteractiveLoginUnavailable");
        exception.RecommendedAction.ShouldContain("-DeviceCode");
    }

    [Theory]
    [InlineData("missing.pfx", "does not exist")]
    [InlineData("missing.pem", "does not exist")]
    [InlineData("directory.pfx", "it is a directory")]
    [InlineData("device.pem", "pipe or device")]
    [InlineData("large.pfx", "more than the limit")]
    [InlineData("garbage.pfx", "cannot be read: it holds no certificate with its private key, or has another password.")]
    [InlineData("garbage.pem", "cannot be read: it holds no certificate with its private key, or has another password.")]
    public async Task A_certificate_file_that_cannot_be_used_is_reported_and_blocks_nothing(string name, string reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && name == "device.pem", "Windows has no such files.");
        var path = Path.Join(_folder, name);
        if (name == "directory.pfx")
            Directory.CreateDirectory(path);
        else if (name == "device.pem")
            File.CreateSymbolicLink(path, "/dev/zero");
        else if (!name.StartsWith("missing", StringComparison.Ordinal))
            await File.WriteAllBytesAsync(path, new byte[name == "large.pfx" ? 2 * 1024 * 1024 : 100], Cancellation);

        var exception = await Should.ThrowAsync<QwenException>(
            () => Login.AcquireSilentlyAsync(Options(EntraFlow.Certificate) with { CertificatePath = path }, forceRefresh: false, Cancellation));

        exception.ErrorId.ShouldBe("InvalidParameter");
        exception.Message.ShouldContain(path);
        exception.Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_corrected_certificate_is_used_in_the_same_session()
    {
        var options = Options(EntraFlow.Certificate) with { CertificatePath = Path.Join(_folder, "app.pem") };
        await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation));
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(options.CertificatePath, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}", Cancellation);

        (await Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_folder_for_the_cache_that_becomes_usable_is_used_in_the_same_session()
    {
        var options = Options(EntraFlow.DeviceCode) with { CacheFolder = Path.Join(_folder, "cache"), UnprotectedTokenCache = true };
        await File.WriteAllTextAsync(options.CacheFolder, "", Cancellation);
        var error = await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation));
        error.ErrorId.ShouldBe("CredentialFileUnwritable");
        error.Message.ShouldStartWith($"The sign-in to Microsoft Entra ID cannot be kept in {options.CacheFolder}: a file is in the place of its folder. Make sure that the folder is writable and has free space, or leave out -UnprotectedTokenCache.");
        File.Delete(options.CacheFolder);

        (await Login.AcquireInteractivelyAsync(options, _ => { }, Cancellation)).Account.ShouldBe("ada@example.com");
    }

    [Theory]
    [InlineData("authorization_declined", "AuthorizationDenied")]
    [InlineData("expired_token", "AuthorizationExpired")]
    [InlineData("invalid_grant|AADSTS50059: No tenant. Trace ID: 1", "CredentialRejected")]
    public async Task A_device_code_that_is_not_approved_is_an_error_of_its_own(string answer, string errorId)
    {
        _authority.Answers.Enqueue(answer);

        var exception = await Should.ThrowAsync<QwenException>(
            () => Login.AcquireInteractivelyAsync(Options(EntraFlow.DeviceCode), _ => { }, Cancellation));

        exception.ErrorId.ShouldBe(errorId);
        exception.Message.ShouldNotContain("device-canary");
        exception.Message.ShouldNotContain("Trace ID");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{\"access_token\":")]
    [InlineData("{\"access_token\":\"a\\ud83d\",\"token_type\":\"\\ude00\"}")]
    [InlineData("{\"error\":\"\\ud83d\",\"error_description\":\"\\ude00\"}")]
    [InlineData("{\"access_token\":{},\"expires_in\":1e99}")]
    [InlineData("[1]")]
    [InlineData("null")]
    public async Task A_response_that_cannot_be_read_is_an_error_of_the_module(string body)
    {
        _authority.Raw = System.Text.Encoding.UTF8.GetBytes(body);
        var application = Options(EntraFlow.ClientSecret) with { ClientSecret = new Secret("secret-canary") };

        await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(application, forceRefresh: false, Cancellation));
        await Should.ThrowAsync<QwenException>(() => Login.AcquireInteractivelyAsync(Options(EntraFlow.DeviceCode), _ => { }, Cancellation));
    }

    [Theory]
    [InlineData("no page")]
    [InlineData("http://[")]
    public async Task An_invalid_verification_page_is_an_error_of_the_module(string page)
    {
        _authority.VerificationUri = page;

        await Should.ThrowAsync<QwenException>(() => Login.AcquireInteractivelyAsync(Options(EntraFlow.DeviceCode), _ => { }, Cancellation));
    }

    [Fact]
    public async Task Long_texts_and_control_characters_of_Microsoft_are_in_no_message()
    {
        _authority.Answers.Enqueue($"invalid_client{new string('x', 60_000)}|\u001b]52;c;evil\u0007{new string('y', 60_000)}");
        var options = Options(EntraFlow.ClientSecret) with { ClientSecret = new Secret("secret-canary") };

        var exception = await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation));

        exception.Message.Length.ShouldBeLessThan(2000);
        exception.Message.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task An_application_signs_in_with_its_secret_and_renews_on_demand()
    {
        var options = Options(EntraFlow.ClientSecret) with { ClientSecret = new Secret("secret-canary") };

        var first = await Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation);
        var cached = await Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation);
        var renewed = await Login.AcquireSilentlyAsync(options, forceRefresh: true, Cancellation);

        first!.Token.Reveal().ShouldBe("entra-token-1");
        cached!.Token.Reveal().ShouldBe("entra-token-1");
        renewed!.Token.Reveal().ShouldBe("entra-token-2");
        _authority.TokenRequests[0]["client_secret"].ShouldBe("secret-canary");
        _authority.TokenRequests[0]["scope"].ShouldContain("https://cognitiveservices.azure.com/.default");
    }

    [Theory]
    [InlineData("invalid_client|AADSTS7000215: Invalid client secret provided.", "AADSTS7000215", "-ClientSecret")]
    [InlineData("invalid_request|AADSTS90002: Tenant not found.", "AADSTS90002", "-TenantId")]
    [InlineData("unauthorized_client|AADSTS700016: Application not found.", "AADSTS700016", "-ClientId")]
    [InlineData("invalid_scope|AADSTS70011: The scope is not valid.", "AADSTS70011", "-Scope")]
    public async Task A_rejection_names_Microsoft_s_code_and_the_parameter_to_change(string answer, string code, string parameter)
    {
        _authority.Answers.Enqueue(answer);
        var options = Options(EntraFlow.ClientSecret) with { ClientSecret = new Secret("secret-canary") };

        var exception = await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation));

        exception.ErrorId.ShouldBe("CredentialRejected");
        exception.Message.ShouldContain(code);
        exception.Message.ShouldContain(parameter);
        exception.ToString().ShouldNotContain("secret-canary");
    }

    [Fact]
    public async Task An_application_signs_in_with_its_certificate()
    {
        var path = Path.Join(_folder, "app.pfx");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pfx, "pw"), Cancellation);
        var options = Options(EntraFlow.Certificate) with { CertificatePath = path, CertificatePassword = new Secret("pw") };

        (await Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation))!.Token.Reveal().ShouldBe("entra-token-1");

        _authority.TokenRequests[0]["client_assertion_type"].ShouldBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        var wrong = options with { CertificatePassword = new Secret("password-canary") };
        var exception = await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(wrong, forceRefresh: false, Cancellation));
        exception.ErrorId.ShouldBe("InvalidParameter");
        exception.Message.ShouldContain(path);
        exception.Message.ShouldNotContain("password-canary");
    }

    [Fact]
    public async Task The_key_of_a_certificate_can_be_encrypted_in_a_PEM_file()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        var options = Options(EntraFlow.Certificate) with { CertificatePath = Path.Join(_folder, "app.pem"), CertificatePassword = new Secret("pw") };
        await File.WriteAllTextAsync(options.CertificatePath, $"{certificate.ExportCertificatePem()}\n{key.ExportEncryptedPkcs8PrivateKeyPem("pw", encryption)}", Cancellation);

        (await Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation))!.Token.Reveal().ShouldBe("entra-token-1");

        foreach (var wrong in new[] { options with { CertificatePassword = new Secret("password-canary") }, options with { CertificatePassword = null } })
        {
            var exception = await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(wrong, forceRefresh: false, Cancellation));
            exception.ErrorId.ShouldBe("InvalidParameter");
            exception.Message.ShouldNotContain("password-canary");
        }
    }

    [Fact]
    public async Task A_machine_signs_in_with_its_managed_identity()
    {
        var token = await Login.AcquireSilentlyAsync(Options(EntraFlow.ManagedIdentity), forceRefresh: false, Cancellation);

        token!.Token.Reveal().ShouldBe("managed-1");
        _authority.ManagedIdentityRequests.ShouldHaveSingleItem().ShouldEndWith("resource=https://cognitiveservices.azure.com");
    }

    [Fact]
    public async Task An_unreachable_authority_is_a_failed_connection()
    {
        _authority.IsUnreachable = true;
        var options = Options(EntraFlow.ClientSecret) with { ClientSecret = new Secret("secret-canary") };

        var exception = await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation));

        exception.ErrorId.ShouldBe("ConnectionFailed");
        exception.Message.ShouldStartWith("Microsoft Entra ID could not be reached: the host name cannot be resolved. Check the network");
        exception.ToString().ShouldNotContain("secret-canary");
    }

    [Fact]
    public async Task A_failed_connection_is_described_as_that_of_a_request_is()
    {
        const string Ssl = "The SSL connection could not be established, see inner exception.";
        (HttpRequestException Failure, string ErrorId, string Reason)[] cases =
        [
            (new(HttpRequestError.ConnectionError, "Connection refused (login.microsoftonline.com:443)", new SocketException((int)SocketError.ConnectionRefused)), "ConnectionFailed", ": no server is listening there (connection refused). Check"),
            (new(HttpRequestError.ProxyTunnelError, "The proxy tunnel request to proxy 'http://proxy/' failed with status code '407'.", null, HttpStatusCode.ProxyAuthenticationRequired), "ConnectionFailed", ": the proxy refused the tunnel (HTTP 407). Check"),
            (new(HttpRequestError.SecureConnectionError, Ssl, new IOException("Received an unexpected EOF or 0 bytes from the transport stream.")), "ConnectionFailed", ": the server closed the connection during the TLS handshake. Check"),
            (new(HttpRequestError.SecureConnectionError, Ssl, new AuthenticationException("The remote certificate is invalid: PartialChain")), "TlsFailed", ": The remote certificate is invalid: PartialChain. Install"),
            (new(HttpRequestError.SecureConnectionError, Ssl, new AuthenticationException("Cannot determine the frame size or a corrupted frame was received.")), "TlsFailed", ": the server does not speak TLS. Install"),
            (new(HttpRequestError.SecureConnectionError, Ssl, new CertificateException([new("expired on 2026-01-02, and this machine's clock shows 2031-01-02", CertificateRemedy.Clock)])), "TlsFailed", ": its certificate expired on 2026-01-02, and this machine's clock shows 2031-01-02. Correct the clock"),
            (new(HttpRequestError.SecureConnectionError, Ssl, new AuthenticationException("Authentication failed, see inner exception.", new InvalidOperationException("error:0A000102:SSL routines::unsupported protocol"))), "TlsFailed", ": the TLS handshake failed (unsupported protocol)."),
            (new(HttpRequestError.Unknown, "Something else."), "ConnectionFailed", ": Something else. Check"),
        ];
        foreach (var (failure, errorId, reason) in cases)
        {
            _authority.Failure = failure;
            var options = Options(EntraFlow.ClientSecret) with { ClientSecret = new Secret("secret-canary") };

            var exception = await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation));

            exception.ErrorId.ShouldBe(errorId);
            exception.Message.ShouldContain(reason);
        }
    }

    [Theory]
    [InlineData("503", "ServiceUnavailable", "(HTTP 503)")]
    [InlineData("500", "ServiceUnavailable", "(HTTP 500)")]
    [InlineData("429", "RateLimited", "(HTTP 429)")]
    [InlineData("timeout", "RequestTimedOut", "did not respond in time")]
    public async Task An_authority_that_fails_has_not_rejected_the_sign_in(string answer, string errorId, string words)
    {
        for (var i = 0; i < 4; i++)
            _authority.Answers.Enqueue(answer);
        var options = Options(EntraFlow.ClientSecret) with { ClientSecret = new Secret("secret") };

        var exception = await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation));

        exception.ErrorId.ShouldBe(errorId);
        exception.RecommendedAction.ShouldStartWith("Retry later");
        exception.Message.ShouldContain(words);
    }

    [Fact]
    public async Task A_folder_for_the_cache_that_cannot_be_written_is_reported_without_a_wait_for_its_lock()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder that nobody can write.");
        var options = Options(EntraFlow.DeviceCode) with { CacheFolder = "/sys", UnprotectedTokenCache = true };
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        soon.CancelAfter(TimeSpan.FromSeconds(50));

        var error = await Should.ThrowAsync<QwenException>(() => Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation).WaitAsync(soon.Token));

        error.ErrorId.ShouldBe("CredentialFileUnwritable");
        (await Login.AcquireInteractivelyAsync(options with { UnprotectedTokenCache = false }, _ => { }, soon.Token)).Account.ShouldBe("ada@example.com");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_folder_of_the_cache_is_private(bool isUnprotected)
    {
        var options = Options(EntraFlow.DeviceCode) with { CacheFolder = Path.Join(_folder, "new"), UnprotectedTokenCache = isUnprotected };

        await Login.AcquireInteractivelyAsync(options, _ => { }, Cancellation);

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(options.CacheFolder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(options.CacheFolder).ShouldAllBe(file => !file.Contains(".tmp."));
    }

    [Fact]
    public async Task An_account_cached_in_a_file_is_used_after_a_restart_and_removed_by_signing_out()
    {
        var options = Options(EntraFlow.DeviceCode) with { UnprotectedTokenCache = true };
        await Login.AcquireInteractivelyAsync(options, _ => { }, Cancellation);

        var restarted = new EntraTokenProvider(_authority, NoBrowser);
        (await restarted.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation))!.Account.ShouldBe("ada@example.com");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Directory.GetFiles(_folder, "*.bin").ShouldHaveSingleItem()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await restarted.SignOutAsync(options, Cancellation);

        (await new EntraTokenProvider(_authority, NoBrowser).AcquireSilentlyAsync(options, forceRefresh: false, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_is_renewed_shortly_before_its_expiry_and_once_when_it_is_rejected()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var options = Options(EntraFlow.ClientSecret) with { ClientSecret = new Secret("s") };
        var first = await Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation);
        var credential = new EntraCredential(Login, options, first!, time);

        (await credential.GetAsync(Cancellation)).Reveal().ShouldBe("entra-token-1");
        (await credential.RenewAsync(new Secret("entra-token-1"), Cancellation)).ShouldBeTrue();
        (await credential.GetAsync(Cancellation)).Reveal().ShouldBe("entra-token-2");
        (await credential.RenewAsync(new Secret("entra-token-1"), Cancellation)).ShouldBeTrue();
        (await credential.GetAsync(Cancellation)).Reveal().ShouldBe("entra-token-2");
        _authority.TokenRequests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_ahead_of_its_expiry_is_used_until_then()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var options = Options(EntraFlow.ClientSecret) with { ClientSecret = new Secret("s") };
        var credential = new EntraCredential(new EntraTokenProvider(_authority, NoBrowser), options, new EntraToken(new Secret("first"), time.GetUtcNow().AddMinutes(4), "a"), time);
        _authority.IsUnreachable = true;

        (await credential.GetAsync(Cancellation)).Reveal().ShouldBe("first");
        time.Advance(TimeSpan.FromMinutes(4));
        (await Should.ThrowAsync<QwenException>(async () => await credential.GetAsync(Cancellation))).ErrorId.ShouldBe("ConnectionFailed");
        _authority.IsUnreachable = false;
        (await credential.GetAsync(Cancellation)).Reveal().ShouldBe("entra-token-1");
    }

    [Fact]
    public async Task A_specified_token_is_sent_unchanged_and_never_renewed()
    {
        var options = Options(EntraFlow.AccessToken) with { AccessToken = new Secret("brought") };
        var credential = new EntraCredential(Login, options, (await Login.AcquireSilentlyAsync(options, forceRefresh: false, Cancellation))!, TimeProvider.System);

        (await credential.GetAsync(Cancellation)).Reveal().ShouldBe("brought");
        (await credential.RenewAsync(new Secret("brought"), Cancellation)).ShouldBeFalse();
        _authority.TokenRequests.ShouldBeEmpty();
    }

    private static bool NoBrowser(Uri page) => false;

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private EntraOptions Options(EntraFlow flow) => new()
    {
        Flow = flow,
        TenantId = "11111111-1111-1111-1111-111111111111",
        ClientId = "22222222-2222-2222-2222-222222222222",
        CacheFolder = _folder,
    };
}
