using System.Net;
using System.Net.Sockets;
using QwenCode.Loopback;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class DeviceRequestFailureTests
{
    [Fact]
    public async Task A_host_that_is_not_there()
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
    public async Task A_certificate_that_nobody_trusts()
    {
        await using var stage = await OAuthStage.StartAsync(https: true);
        (await FailAsync(stage)).ErrorId.ShouldBe("TlsFailed");
    }

    [Fact]
    public async Task A_client_id_that_the_server_does_not_know()
    {
        await using var stage = await OAuthStage.StartAsync();
        var flow = new DeviceFlow(stage.Server.With(null, "test", "stranger"), stage.Transport);
        var error = await Should.ThrowAsync<QwenException>(() => flow.RequestAsync(OAuthStage.Cancellation));
        error.ErrorId.ShouldBe("InvalidRequest");
        error.Message.ShouldContain("'stranger'");
        error.Message.ShouldContain("QWEN_OAUTH_CLIENT_ID");
    }

    [Fact]
    public async Task A_server_that_fails() => (await FailAsync(Fault.BadGateway)).ErrorId.ShouldBe("ServiceUnavailable");

    [Fact]
    public async Task A_page_in_place_of_the_answer()
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
    public async Task A_reset_connection() => (await FailAsync(Fault.Reset)).ErrorId.ShouldBe("ConnectionFailed");

    [Fact]
    public async Task Too_many_requests() => (await FailAsync(Fault.Status(429, """{"error":"slow_down"}"""))).ErrorId.ShouldBe("RateLimited");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"device_code":"d","user_code":"u"}""")]
    [InlineData("""{"device_code":"d","user_code":"u","verification_uri":"calc.exe"}""")]
    [InlineData("""{"device_code":7,"user_code":"u","verification_uri":"https://chat.qwen.ai/authorize"}""")]
    public async Task An_answer_that_lacks_what_is_needed(string body) =>
        (await FailAsync(Fault.RawJson(body))).ErrorId.ShouldBe("ProtocolViolation");

    [Fact]
    public async Task An_error_that_comes_with_success()
    {
        var error = await FailAsync(Fault.RawJson("""{"error":"invalid_scope","error_description":"no\u001b[31m such scope"}"""));
        error.ErrorId.ShouldBe("InvalidRequest");
        error.Message.ShouldContain(@"invalid_scope: no\u001B[31m such scope");
    }

    [Fact]
    public async Task A_server_that_hangs_is_noticed_after_30_seconds()
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
    public async Task Odd_but_sufficient_answers_are_taken()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.DeviceFaults.Enqueue(Fault.RawJson(
            """{"device_code":"d","user_code":"A\u001b[2JB","verification_uri_complete":"https://chat.qwen.ai/authorize?user_code=AB","expires_in":"600","interval":0}"""));
        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);
        authorization.UserCode.ShouldBe(@"A\u001B[2JB");
        authorization.VerificationUri.AbsoluteUri.ShouldBe("https://chat.qwen.ai/authorize?user_code=AB");
        authorization.ExpiresAt.ShouldBe(stage.Time.GetUtcNow().AddMinutes(10));
        authorization.Interval.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_page_to_open_that_is_no_web_page_is_left_out()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.VerificationUriComplete = "file:///usr/bin/xcalc";
        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);
        authorization.VerificationUriComplete.ShouldBeNull();
        authorization.PageToOpen.ShouldBe(authorization.VerificationUri);
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
