namespace QwenCode.ModuleTests.SignIn;

/// <summary>Each failure of a sign-in has its own message, soon, and leaves neither a request nor a file behind.</summary>
public sealed class SignInFailureTests(SignInFailureRun run) : IClassFixture<SignInFailureRun>
{
    // Loaded machines are slow; the fact itself comes after four seconds at the latest.
    private const double MostSeconds = 20;

    [PwshTheory]
    [InlineData("denied", "AuthorizationDenied", "was denied on 127.0.0.1")]
    [InlineData("denied with 200", "AuthorizationDenied", "was denied on 127.0.0.1")]
    [InlineData("expired", "AuthorizationExpired", "before its code expired")]
    [InlineData("code ran out", "AuthorizationExpired", "before its code expired")]
    [InlineData("not approved in time", "RequestTimedOut", "was not approved on 127.0.0.1 within 1 second.")]
    [InlineData("poll hangs", "RequestTimedOut", "was not approved on 127.0.0.1 within 4 seconds")]
    [InlineData("service hangs", "RequestTimedOut", "/device/code did not respond within 1 second.")]
    [InlineData("wrong client", "InvalidParameter", "QWEN_OAUTH_CLIENT_ID")]
    [InlineData("unreachable", "ConnectionFailed", "QWEN_OAUTH_BASE_URL")]
    [InlineData("unknown host", "ConnectionFailed", "the host name cannot be resolved")]
    [InlineData("unsafe host", "InvalidParameter", "only https is secure there")]
    [InlineData("wrong certificate", "TlsFailed", "SSL_CERT_FILE")]
    [InlineData("reset", "ConnectionFailed", "QWEN_OAUTH_BASE_URL")]
    [InlineData("page", "ProtocolViolation", "it sent a web page")]
    [InlineData("overloaded", "ServiceUnavailable", "HTTP 503")]
    [InlineData("too fast", "RateLimited", "Wait a few minutes")]
    [InlineData("redirect", "ProtocolViolation", "redirects are not followed")]
    [InlineData("foreign endpoint", "UntrustedEndpoint", "was not sent to example.com")]
    [InlineData("headless", "InteractiveLoginUnavailable", "-AllowNonInteractive")]
    [InlineData("headless with a refused login", "InteractiveLoginUnavailable", "-NonInteractive")]
    [InlineData("method not allowed", "MethodNotAllowed", "allows only ApiKey")]
    public async Task A_failed_sign_in_reports_the_reason_and_stores_nothing(string name, string id, string words)
    {
        var outcome = await run.OfAsync(name);

        outcome.Id.ShouldBe(id, outcome.Message);
        outcome.Message.ShouldContain(words);
        outcome.Seconds.ShouldBeLessThan(MostSeconds);
        outcome.Files.Keys.ShouldBe(name == "method not allowed" ? ["settings.json"] : []);
    }

    [PwshTheory]
    [InlineData("poll hangs")]
    [InlineData("service hangs")]
    public async Task A_request_that_hangs_ends_with_the_time_limit_of_the_sign_in(string name)
    {
        var outcome = await run.OfAsync(name);

        await outcome.Requests[^1].ClientGone.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [PwshTheory]
    [InlineData("headless", "")]
    [InlineData("headless with a refused login", "token")]
    [InlineData("method not allowed", "")]
    [InlineData("denied", "code token token")]
    [InlineData("service hangs", "code")]
    [InlineData("wrong client", "code")]
    public async Task A_failed_sign_in_sends_only_the_requests_that_it_needs(string name, string asked)
    {
        var outcome = await run.OfAsync(name);

        outcome.Asked.ShouldBe(asked.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [PwshFact]
    public async Task A_renewal_that_hangs_keeps_the_credential()
    {
        var outcome = await run.OfAsync("refresh hangs");

        outcome.Id.ShouldBe("RequestTimedOut");
        outcome.Message.ShouldContain("/token did not respond within 1 second.");
        outcome.Files.Keys.ShouldContain("oauth_creds.json");
        outcome.Asked.ShouldBe(["token"]);
    }

    [PwshTheory]
    [InlineData("foreign page", "https://example.com,")]
    [InlineData("foreign page without browser", "https://example.com,")]
    [InlineData("page behind a user name", "https://evil.example (with a user name before the host),")]
    public async Task A_page_on_another_host_is_a_warning_and_that_of_the_sign_in_host_is_shown(string name, string host)
    {
        var outcome = await run.OfAsync(name);

        outcome.Id.ShouldBe("");
        outcome.Warnings.ShouldHaveSingleItem().ShouldStartWith($"The sign-in service also named a page on {host}");
        outcome.Message.ShouldMatch("http://127.0.0.1:[0-9]+/authorize Code: ");
        outcome.Message.ShouldNotContain("example");
        outcome.Files.Keys.ShouldBe(["oauth_creds.json"]);
    }

    [PwshTheory]
    [InlineData("no own page", "https://example.com, which is not an https page of 127.0.0.1")]
    [InlineData("no own page but a user name", "https://evil.example (with a user name before the host), which is not")]
    [InlineData("endless page", "in an unusable format")]
    public async Task Without_a_page_on_the_sign_in_host_nothing_is_shown(string name, string words)
    {
        var outcome = await run.OfAsync(name);

        outcome.Id.ShouldBe("ProtocolViolation");
        outcome.Message.ShouldContain(words);
        outcome.Message.Length.ShouldBeLessThan(1000);
        outcome.Asked.ShouldBe(["code"]);
        outcome.Files.ShouldBeEmpty();
    }
}
