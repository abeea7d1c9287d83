using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using QwenCode.Loopback;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class DeviceRequestFailureTests
{
    [Fact]
    public async Task An_unknown_host_is_a_failed_connection()
    {
        await using var stage = await OAuthStage.StartAsync();
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var flow = new DeviceFlow(OAuthServer.Default.With($"http://127.0.0.1:{port}", "test", null), stage.Transport);
        var error = await Should.ThrowAsync<QwenException>(() => flow.RequestAsync(OAuthStage.Cancellation));
        error.ErrorId.ShouldBe("ConnectionFailed");
        error.Message.ShouldContain($"127.0.0.1:{port}");
    }

    [Fact]
    public async Task An_untrusted_certificate_is_a_TLS_failure()
    {
        await using var stage = await OAuthStage.StartAsync(https: true);
        var error = await FailAsync(stage);
        error.ErrorId.ShouldBe("TlsFailed");
        error.Message.ShouldContain("its certificate is from 'localhost', which this machine does not trust. Install");
    }

    [Fact]
    public async Task An_unknown_client_id_is_reported()
    {
        await using var stage = await OAuthStage.StartAsync();
        var flow = new DeviceFlow(stage.Server.With(null, "test", "stranger"), stage.Transport);
        var error = await Should.ThrowAsync<QwenException>(() => flow.RequestAsync(OAuthStage.Cancellation));
        error.ErrorId.ShouldBe("InvalidParameter");
        error.Message.ShouldContain("'stranger'");
        error.Message.ShouldContain("QWEN_OAUTH_CLIENT_ID");
    }

    [Fact]
    public async Task A_failing_server_is_reported() => (await FailAsync(Fault.BadGateway)).ErrorId.ShouldBe("ServiceUnavailable");

    [Fact]
    public async Task A_web_page_as_response_is_a_protocol_violation()
    {
        var error = await FailAsync(Fault.HtmlPage);
        error.ErrorId.ShouldBe("ProtocolViolation");
        error.Message.ShouldContain("a web page");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var error = await FailAsync(Fault.Status(307, "", headers: new Dictionary<string, string> { ["Location"] = "https://example.com/" }));
        error.ErrorId.ShouldBe("ProtocolViolation");
        error.Message.ShouldContain("307");
    }

    [Fact]
    public async Task A_reset_connection_is_a_failed_connection() => (await FailAsync(Fault.Reset)).ErrorId.ShouldBe("ConnectionFailed");

    [Fact]
    public async Task Too_many_requests_is_rate_limited() => (await FailAsync(Fault.Status(429, """{"error":"slow_down"}"""))).ErrorId.ShouldBe("RateLimited");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"device_code":"d","user_code":"u"}""")]
    [InlineData("""{"device_code":"d","user_code":"u","verification_uri":"calc.exe"}""")]
    [InlineData("""{"device_code":7,"user_code":"u","verification_uri":"https://chat.qwen.ai/authorize"}""")]
    public async Task A_response_without_the_needed_members_is_a_protocol_violation(string body) =>
        (await FailAsync(Fault.RawJson(body))).ErrorId.ShouldBe("ProtocolViolation");

    [Theory]
    [InlineData("user_code", 65)]
    [InlineData("verification_uri", 2049)]
    [InlineData("verification_uri_complete", 2049)]
    [InlineData("verification_uri_complete", 700_000)]
    [InlineData("device_code", 65_537)]
    public async Task Values_that_are_too_long_are_rejected(string name, int length)
    {
        var error = await FailAsync(Device((name, Long(name, length))));
        error.ErrorId.ShouldBe("ProtocolViolation");
        error.Message.Length.ShouldBeLessThan(1000);
    }

    [Theory]
    [InlineData("user_code", 64)]
    [InlineData("verification_uri", 2048)]
    [InlineData("verification_uri_complete", 2048)]
    [InlineData("device_code", 65_536)]
    public async Task Values_of_the_maximum_length_are_accepted(string name, int length)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.DeviceFaults.Enqueue(Device((name, Long(name, length))));
        (await stage.Flow.RequestAsync(OAuthStage.Cancellation)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("https://example.com/authorize")]
    [InlineData("https://chat.qwen.ai@evil.example/authorize")]
    [InlineData("https://chat.qwen.ai.evil.example/")]
    [InlineData("http://user@127.0.0.1/authorize")]
    [InlineData("http://example.com/")]
    [InlineData("https://127.0.0.1.evil.example/")]
    public async Task A_page_on_another_host_is_reported_and_not_used(string page)
    {
        var error = await FailAsync(Device(("verification_uri", page), ("verification_uri_complete", page)));
        error.ErrorId.ShouldBe("ProtocolViolation");
        error.Message.ShouldContain(new Uri(page).Host);
        error.Message.ShouldNotContain("/authorize");
    }

    [Fact]
    public async Task A_page_at_an_IPv6_address_is_reported_as_a_URL() =>
        (await FailAsync(Device(("verification_uri", "https://[2001:db8::1]:8443/authorize")))).Message.ShouldContain("is on https://[2001:db8::1]:8443,");

    [Theory]
    [InlineData("https://example.com/authorize")]
    [InlineData("https://chat.qwen.ai@evil.example/authorize")]
    [InlineData("http://user@127.0.0.1/authorize")]
    public async Task Of_two_pages_that_of_the_sign_in_host_is_shown_and_the_other_reported(string page)
    {
        await using var stage = await OAuthStage.StartAsync();
        foreach (var (complete, bare) in new[] { (page, "http://127.0.0.1/own"), ("http://127.0.0.1/own", page) })
        {
            stage.Script.DeviceFaults.Enqueue(Device(("verification_uri", bare), ("verification_uri_complete", complete)));
            var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);
            authorization.PageOn(stage.Server)!.AbsoluteUri.ShouldBe("http://127.0.0.1/own");
            authorization.ForeignPage(stage.Server).ShouldBe(new Uri(page));
        }
    }

    [Fact]
    public async Task An_error_with_a_success_status_is_an_error()
    {
        var error = await FailAsync(Fault.RawJson("""{"error":"invalid_scope","error_description":"no\u001b[31m such scope"}"""));
        error.ErrorId.ShouldBe("InvalidParameter");
        error.Message.ShouldContain(@"invalid_scope: no\u001B[31m such scope");
    }

    [Fact]
    public async Task A_server_that_hangs_times_out_after_30_seconds()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.DeviceFaults.Enqueue(Fault.Hang);
        var request = stage.Flow.RequestAsync(OAuthStage.Cancellation);
        var hanging = await stage.Service.WaitForRequestAsync(0, OAuthStage.Cancellation);
        stage.Time.Advance(TimeSpan.FromSeconds(30));
        var error = await Should.ThrowAsync<QwenException>(() => request);
        error.ErrorId.ShouldBe("RequestTimedOut");
        error.Message.ShouldContain("30 seconds");
        await hanging.ClientGone;
    }

    [Fact]
    public async Task Unusual_but_sufficient_responses_are_accepted()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.DeviceFaults.Enqueue(Fault.RawJson(
            """{"device_code":"d","user_code":"A\u001b[2JB","verification_uri_complete":"http://127.0.0.1:1/authorize?user_code=AB","expires_in":"600","interval":0}"""));
        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);
        authorization.UserCode.ShouldBe(@"A\u001B[2JB");
        authorization.VerificationUri.AbsoluteUri.ShouldBe("http://127.0.0.1:1/authorize?user_code=AB");
        authorization.ExpiresAt.ShouldBe(stage.Time.GetUtcNow().AddMinutes(10));
        authorization.Interval.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("1e-7", 1)]
    [InlineData("\"0.05\"", 1)]
    [InlineData("1", 1)]
    [InlineData("1.5", 1.5)]
    [InlineData("-1", 5)]
    public async Task Polls_are_at_least_a_second_apart(string interval, double seconds)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.DeviceFaults.Enqueue(Fault.RawJson(
            $$"""{"device_code":"d","user_code":"AB","verification_uri":"http://127.0.0.1:1/authorize","interval":{{interval}}}"""));

        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);

        authorization.Interval.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task A_complete_URI_that_is_not_a_web_page_is_ignored()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.VerificationUriComplete = "file:///usr/bin/xcalc";
        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);
        authorization.VerificationUriComplete.ShouldBeNull();
        authorization.PageOn(stage.Server).ShouldBe(authorization.VerificationUri);
    }

    private static string Long(string name, int length) =>
        name.StartsWith("verification", StringComparison.Ordinal) ? "http://127.0.0.1/".PadRight(length, 'x') : new string('x', length);

    private static Fault Device(params (string Name, string Value)[] members)
    {
        var device = new Dictionary<string, string> { ["device_code"] = "d", ["user_code"] = "u", ["verification_uri"] = "http://127.0.0.1/" };
        foreach (var (name, value) in members)
            device[name] = value;
        return Fault.RawJson(JsonSerializer.Serialize(device));
    }

    private static async Task<QwenException> FailAsync(Fault fault)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.DeviceFaults.Enqueue(fault);
        return await FailAsync(stage);
    }

    private static Task<QwenException> FailAsync(OAuthStage stage) =>
        Should.ThrowAsync<QwenException>(() => stage.Flow.RequestAsync(OAuthStage.Cancellation));
}
