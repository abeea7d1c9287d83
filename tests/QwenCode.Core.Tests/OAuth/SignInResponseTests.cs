using System.IO.Compression;
using System.Text;
using QwenCode.Loopback;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>Invalid and hostile responses of the sign-in service.</summary>
public sealed class SignInResponseTests
{
    public static TheoryData<string> Kinds => ["damaged", "bomb", "large", "gbk", "lone", "member", "nested", "endless number"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_response_that_cannot_be_read_is_an_error_of_the_module(string kind)
    {
        (await FailAsync(FaultOf(200, kind))).ErrorId.ShouldBeOneOf("ProtocolViolation", "InvalidParameter");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_error_that_cannot_be_read_keeps_its_status(string kind)
    {
        (await FailAsync(FaultOf(429, kind))).ErrorId.ShouldBe("RateLimited");
        (await FailAsync(FaultOf(503, kind))).ErrorId.ShouldBe("ServiceUnavailable");
    }

    [Theory]
    [InlineData("damaged", "corrupt")]
    [InlineData("bomb", "more than 1")]
    public async Task The_error_shows_what_is_wrong_with_the_body(string kind, string words) => (await FailAsync(FaultOf(200, kind))).Message.ShouldContain(words);

    [Fact]
    public async Task A_response_that_ends_early_is_a_failed_connection()
    {
        var error = await FailAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"u8.ToArray());

        error.ErrorId.ShouldBe("ConnectionFailed");
        error.Message.ShouldContain("closed before the whole response arrived");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("x-request-id: req-7\r\n", "req-7")]
    public async Task An_error_has_the_request_id_of_the_service_if_it_sends_one(string header, string? id) =>
        (await FailAsync(RawServer.Response("400 Bad Request", header, """{"error":"invalid_scope"}"""u8))).RequestId.ShouldBe(id);

    [Theory]
    [InlineData("200 OK", "damaged", "ProtocolViolation")]
    [InlineData("200 OK", "bomb", "ProtocolViolation")]
    [InlineData("503 Unavailable", "damaged", "HTTP 503: no JSON object")]
    [InlineData("503 Unavailable", "lone", "HTTP 503")]
    public async Task A_response_that_cannot_be_read_does_not_end_the_polling(string status, string kind, string error)
    {
        await using var server = new RawServer(RawResponse(status, kind));
        await using var stage = await OAuthStage.StartAsync();
        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);
        var flow = new DeviceFlow(OAuthServer.Default.With(server.Origin.AbsoluteUri, "test", null), stage.Transport);

        (await flow.PollAsync(authorization, OAuthStage.Cancellation)).TransientError.ShouldBe(error);
    }

    [Theory]
    [InlineData("200 OK", "damaged", "ProtocolViolation")]
    [InlineData("200 OK", "bomb", "ProtocolViolation")]
    [InlineData("200 OK", "nested", "ProtocolViolation")]
    [InlineData("503 Unavailable", "damaged", "ServiceUnavailable")]
    [InlineData("429 Slow", "bomb", "RateLimited")]
    [InlineData("799 Odd", "lone", "ServiceUnavailable")]
    public async Task A_renewal_that_cannot_be_read_is_an_error_of_the_module(string status, string kind, string errorId)
    {
        await using var server = new RawServer(RawResponse(status, kind));
        await using var stage = await OAuthStage.StartAsync();
        var login = stage.StoreExpiredLogin();
        var refresh = new TokenRefresh(OAuthServer.Default.With(server.Origin.AbsoluteUri, "test", null), () => stage.Transport);

        (await Should.ThrowAsync<QwenException>(() => refresh.RefreshAsync(login, OAuthStage.Cancellation))).ErrorId.ShouldBe(errorId);
    }

    [Fact]
    public async Task A_response_whose_other_members_are_not_Unicode_is_a_credential()
    {
        await using var server = new RawServer(RawServer.Response("200 OK", "", """{"access_token":"a-new-one","\ud83d":1,"scope":"\ude00"}"""u8));
        await using var stage = await OAuthStage.StartAsync();
        var refresh = new TokenRefresh(OAuthServer.Default.With(server.Origin.AbsoluteUri, "test", null), () => stage.Transport);

        (await refresh.RefreshAsync(stage.StoreExpiredLogin(), OAuthStage.Cancellation)).AccessToken.Reveal().ShouldBe("a-new-one");
    }

    private static byte[] RawResponse(string status, string kind) =>
        RawServer.Response(status, kind is "damaged" or "bomb" ? "Content-Encoding: gzip\r\n" : "", BodyOf(kind));

    private static Fault FaultOf(int status, string kind)
    {
        var headers = kind is "damaged" or "bomb" ? new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } : null;
        return Fault.Raw(BodyOf(kind), "application/json", headers, status);
    }

    private static byte[] BodyOf(string kind) => kind switch
    {
        "damaged" => "no gzip"u8.ToArray(),
        "bomb" => Bomb(),
        "large" => Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024) + "{}"),
        "gbk" => [.. "{\"error\":\"invalid_scope\",\"error_description\":\""u8, 0xC4, 0xE3, .. "\"}"u8],
        "lone" => """{"error":"\ud83d","error_description":"\ude00"}"""u8.ToArray(),
        "member" => """{"\ud83d":1,"error":{"\ude00":2,"message":"\udfff"}}"""u8.ToArray(),
        "nested" => Encoding.ASCII.GetBytes(new string('[', 10_000)),
        _ => Encoding.ASCII.GetBytes($$"""{"device_code":"d","user_code":"u","verification_uri":"https://chat.qwen.ai/x","expires_in":{{new string('9', 10_000)}},"error":"x"}"""),
    };

    private static byte[] Bomb()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(new byte[64 * 1024 * 1024]);
        return compressed.ToArray();
    }

    private static async Task<QwenRequestException> FailAsync(byte[] response)
    {
        await using var server = new RawServer(response);
        await using var stage = await OAuthStage.StartAsync();
        var flow = new DeviceFlow(OAuthServer.Default.With(server.Origin.AbsoluteUri, "test", null), stage.Transport);
        return await Should.ThrowAsync<QwenRequestException>(() => flow.RequestAsync(OAuthStage.Cancellation));
    }

    private static async Task<QwenException> FailAsync(Fault fault)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.DeviceFaults.Enqueue(fault);
        return await Should.ThrowAsync<QwenException>(() => stage.Flow.RequestAsync(OAuthStage.Cancellation));
    }
}
