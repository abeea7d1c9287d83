using System.Net;
using System.Text;
using System.Text.Json;
using QwenCode.Entra;
using QwenCode.Secrets;

namespace QwenCode.Connectors.Tests;

/// <summary>Responses that are not a usable token, and what their errors show.</summary>
public sealed class EntraFailureTests : IDisposable
{
    private readonly EntraAuthority _authority = new();

    private EntraTokenProvider Login => field ??= new EntraTokenProvider(_authority, _ => false);

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("canary\r\nX-Injected: yes")]
    [InlineData("canary with spaces")]
    [InlineData("canary-\u00e9")]
    [InlineData("canary\0")]
    public async Task A_token_that_no_header_can_carry_is_rejected(string token)
    {
        _authority.Raw = Managed(token);

        var error = await FailureAsync(Options(EntraFlow.ManagedIdentity));

        error.ErrorId.ShouldBe("ProtocolViolation");
        error.Message.ShouldContain("characters that cannot be sent");
        error.Message.ShouldNotContain("canary");
    }

    [Fact]
    public async Task An_application_s_token_that_no_header_can_carry_is_rejected_too()
    {
        _authority.Raw = JsonSerializer.SerializeToUtf8Bytes(new { token_type = "Bearer", expires_in = 3600, access_token = "a\nb" });

        (await FailureAsync(Application())).ErrorId.ShouldBe("ProtocolViolation");
    }

    [Fact]
    public async Task A_rejected_managed_identity_gets_advice_about_its_own_parameters()
    {
        _authority.RawStatus = HttpStatusCode.BadRequest;
        _authority.Raw = """{"error":"invalid_request","error_description":"Identity not found"}"""u8.ToArray();

        var error = await FailureAsync(Options(EntraFlow.ManagedIdentity));

        error.ErrorId.ShouldBe("CredentialRejected");
        error.RecommendedAction.ShouldContain("-ManagedIdentityClientId");
        error.RecommendedAction.ShouldNotContain("-TenantId");
        error.Message.ShouldNotContain("..");
    }

    [Fact]
    public async Task What_was_sent_is_not_shown_if_the_service_repeats_it()
    {
        _authority.Answers.Enqueue("invalid_client|AADSTS7000215: Invalid client secret provided: canary~secret~value, password=canary.other.value");

        var error = await FailureAsync(Application());

        error.Message.ShouldContain("AADSTS7000215");
        error.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public async Task The_header_of_a_managed_identity_is_not_shown_if_its_endpoint_repeats_it()
    {
        const string Name = "IDENTITY_HEADER";
        var before = Environment.GetEnvironmentVariable(Name);
        try
        {
            Environment.SetEnvironmentVariable(Name, "header-canary-0123456789");
            _authority.RawStatus = HttpStatusCode.Forbidden;
            _authority.Raw = """{"error":"invalid_request","message":"bad header header-canary-0123456789"}"""u8.ToArray();

            var error = await FailureAsync(Options(EntraFlow.ManagedIdentity));

            error.Message.ShouldContain("bad header");
            error.ToString().ShouldNotContain("canary");
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, before);
        }
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("0123456789012345678901234567890123456789")]
    public async Task A_thumbprint_that_no_certificate_has_is_not_taken_for_a_file(string thumbprint)
    {
        var error = await FailureAsync(Options(EntraFlow.Certificate) with { CertificateThumbprint = thumbprint });

        error.ErrorId.ShouldBe("InvalidParameter");
        error.Message.ShouldStartWith($"No certificate of this account or machine has the thumbprint {thumbprint}.");
        error.Message.ShouldNotContain("password");
    }

    [Fact]
    public async Task A_response_that_is_too_large_is_reported_as_such()
    {
        using var http = new HttpClient(_authority, disposeHandler: false) { MaxResponseContentBufferSize = 1024 };
        _authority.Raw = Encoding.ASCII.GetBytes(new string('x', 4096));

        var error = await FailureAsync(Options(EntraFlow.ManagedIdentity), new EntraTokenProvider(new Factory(http), _ => false));

        error.ErrorId.ShouldBe("ProtocolViolation");
        error.Message.ShouldNotContain("buffer");
    }

    [Theory]
    [InlineData("""{"token_type":"Bearer","access_token":"t","expires_in":"soon"}""")]
    [InlineData("""{"token_type":"Bearer","access_token":"t","expires_in":1e300}""")]
    [InlineData("""{"token_type":"Bearer","access_token":"t","expires_in":9223372036854775807}""")]
    [InlineData("""["token"]""")]
    [InlineData("<html>Sign in to this network</html>")]
    public async Task A_response_that_is_not_a_token_is_a_protocol_violation(string response)
    {
        _authority.Raw = Encoding.UTF8.GetBytes(response);

        var error = await FailureAsync(Application());

        error.ErrorId.ShouldBe("ProtocolViolation", error.Message);
        error.Message.ShouldStartWith("Microsoft Entra ID did not respond as expected: its response does not have the format of one with a token.");
    }

    [Fact]
    public async Task A_signature_out_of_its_time_is_a_matter_of_the_clock()
    {
        _authority.Answers.Enqueue("invalid_client|AADSTS700024: Client assertion is not within its valid time range.");

        (await FailureAsync(Application())).RecommendedAction.ShouldBe("Correct the clock of this machine: by Microsoft's clock the signature of the request is not valid yet, or no longer.");
    }

    private Task<QwenException> FailureAsync(EntraOptions options, EntraTokenProvider? login = null) =>
        Should.ThrowAsync<QwenException>(() => (login ?? Login).AcquireSilentlyAsync(options, forceRefresh: false, TestContext.Current.CancellationToken));

    private static byte[] Managed(string token) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        access_token = token,
        expires_on = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
        resource = "r",
        token_type = "Bearer",
        client_id = "c",
    });

    private static EntraOptions Options(EntraFlow flow) => new()
    {
        Flow = flow,
        TenantId = "11111111-1111-1111-1111-111111111111",
        ClientId = "22222222-2222-2222-2222-222222222222",

        // MSAL keeps the tokens of managed identities for the process.
        Scope = $"https://{Guid.NewGuid():N}.example.com/.default",
    };

    private static EntraOptions Application() => Options(EntraFlow.ClientSecret) with { ClientSecret = new Secret("canary~secret~value") };

    private sealed class Factory(HttpClient http) : Microsoft.Identity.Client.IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http;
    }
}
