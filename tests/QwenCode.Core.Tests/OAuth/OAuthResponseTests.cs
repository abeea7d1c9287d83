using System.Net;
using System.Text;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>The meaning of the sign-in service's responses, without a service.</summary>
public sealed class OAuthResponseTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData("""{"error":"e","error_description":"d","message":"m"}""", "e: d")]
    [InlineData("""{"error":"e","message":"m"}""", "e: m")]
    [InlineData("""{"error":{"code":"c","message":"inner"},"message":"m"}""", "c: inner")]
    [InlineData("""{"error":{"type":"t","message":"inner"},"error_description":"d"}""", "t: d")]
    [InlineData("""{"error":{}}""", "error")]
    [InlineData("""{"error":""}""", "")]
    [InlineData("""{"message":"m"}""", "m")]
    [InlineData("""{"error":"a\u001b[31m\u202eb\n\tc"}""", @"a\u001B[31m\u202Eb c")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("secret", "no JSON object")]
    public void The_text_of_an_error_is_the_services_own(string body, string text) => Answer(body).ErrorText.ShouldBe(text);

    [Fact]
    public void The_text_of_a_page_is_that_it_is_a_web_page() => OAuthResponse.Read(400, "text/html", null, "<html>"u8.ToArray()).ErrorText.ShouldBe("a web page");

    [Theory]
    [InlineData(300, 300)]
    [InlineData(301, 301)]
    public void A_long_text_is_truncated(int length, int shown) => OAuthResponse.Clean(new string('x', length)).Length.ShouldBe(shown);

    [Fact]
    public void A_truncated_text_ends_with_an_ellipsis()
    {
        OAuthResponse.Clean(new string('x', 300)).ShouldEndWith("x");
        OAuthResponse.Clean(new string('x', 301)).ShouldEndWith("x…");
    }

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public void Success_is_a_status_from_200_to_299(int status, bool expected) => Answer("{}", status).IsSuccess.ShouldBe(expected);

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("60", 60.0)]
    [InlineData("\"60\"", 60.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("1e300", 315_360_000.0)]
    public void Seconds_are_a_number_or_a_string_of_one(string json, double seconds) =>
        Answer($$"""{"expires_in":{{json}}}""").Seconds("expires_in")!.Value.TotalSeconds.ShouldBe(seconds);

    [Theory]
    [InlineData("\"NaN\"")]
    [InlineData("-1")]
    [InlineData("\"-1\"")]
    [InlineData("\"soon\"")]
    [InlineData("true")]
    [InlineData("null")]
    public void A_text_that_is_not_a_number_has_no_seconds(string json) => Answer($$"""{"expires_in":{{json}}}""").Seconds("expires_in").ShouldBeNull();

    [Theory]
    [InlineData("""{"error":""}""")]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":true}""")]
    [InlineData("{}")]
    public void Without_a_code_there_is_no_error(string body) => Answer(body).Error.ShouldBeNull();

    [Theory]
    [InlineData("\"a\"", true, "a")]
    [InlineData("7", true, null)]
    [InlineData("{}", true, null)]
    [InlineData("\" \"", false, null)]
    [InlineData("null", false, null)]
    public void A_blank_member_counts_as_missing(string json, bool isThere, string? text)
    {
        var answer = Answer($$"""{"token_type":{{json}}}""");

        (answer.Has("token_type"), answer.Text("token_type")).ShouldBe((isThere, text));
        answer.Has("another").ShouldBeFalse();
    }

    [Fact]
    public void A_page_whose_host_is_not_a_name_is_not_one()
    {
        var answer = Answer("""{"device_code":"d","user_code":"u","verification_uri":"https://\ufffd.qwen.ai/"}""");

        DeviceAuthorization.From(answer, new Secret("v"), Now).ShouldBeNull();
    }

    [Fact]
    public void A_token_response_is_a_credential()
    {
        var login = OAuthCredentials.From(Answer("""{"access_token":"a","refresh_token":"r","token_type":"DPoP","resource_url":"u","expires_in":60}"""), null, Now)!;

        (login.AccessToken.Reveal(), login.RefreshToken.Reveal(), login.TokenType, login.ResourceUrl).ShouldBe(("a", "r", "DPoP", "u"));
        login.ExpiresAt.ShouldBe(Now + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Values_that_a_token_response_lacks_are_kept_or_defaults()
    {
        var before = OAuthCredentials.From(Answer("""{"access_token":"a","refresh_token":"r","token_type":"DPoP","resource_url":"u"}"""), null, Now)!;
        var after = OAuthCredentials.From(Answer("""{"access_token":"b"}"""), before, Now)!;
        var other = OAuthCredentials.From(Answer("""{"access_token":"b","refresh_token":"s","token_type":"MAC","resource_url":"v"}"""), before, Now)!;

        (after.AccessToken.Reveal(), after.RefreshToken.Reveal(), after.TokenType, after.ResourceUrl).ShouldBe(("b", "r", "DPoP", "u"));
        after.ExpiresAt.ShouldBe(Now + TimeSpan.FromHours(1));
        (other.RefreshToken.Reveal(), other.TokenType, other.ResourceUrl).ShouldBe(("s", "MAC", "v"));
        OAuthCredentials.From(Answer("""{"access_token":"a","refresh_token":"r"}"""), null, Now)!.TokenType.ShouldBe("Bearer");
    }

    [Theory]
    [InlineData(400, """{"access_token":"a","refresh_token":"r"}""")]
    [InlineData(200, """{"access_token":"a","refresh_token":"r","error":"e"}""")]
    [InlineData(200, """{"access_token":"a"}""")]
    [InlineData(200, """{"refresh_token":"r"}""")]
    public void Any_other_response_is_not_a_credential(int status, string body) => OAuthCredentials.From(Answer(body, status), null, Now).ShouldBeNull();

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    public void A_device_response_with_an_error_or_a_failing_status_is_not_an_authorization(int status)
    {
        const string Device = """{"device_code":"d","user_code":"u","verification_uri":"https://h/"}""";
        var verifier = new Secret("v");

        DeviceAuthorization.From(Answer(Device), verifier, Now).ShouldNotBeNull();
        DeviceAuthorization.From(Answer(status == 200 ? Device.Replace("}", ",\"error\":\"e\"}", StringComparison.Ordinal) : Device, status), verifier, Now).ShouldBeNull();
    }

    [Fact]
    public void The_page_for_the_code_is_the_one_without_the_code_if_there_are_both()
    {
        var device = DeviceAuthorization.From(
            Answer("""{"device_code":"d","user_code":"u","verification_uri":"https://h/","verification_uri_complete":"https://h/?c=u"}"""), new Secret("v"), Now)!;

        (device.VerificationUri, device.VerificationUriComplete).ShouldBe((new Uri("https://h/"), new Uri("https://h/?c=u")));
    }

    [Theory]
    [InlineData(500, "{}", "ServiceUnavailable")]
    [InlineData(408, "{}", "ServiceUnavailable")]
    [InlineData(499, "{}", "ProtocolViolation")]
    [InlineData(499, """{"error":"other"}""", "InvalidParameter")]
    [InlineData(429, "{}", "RateLimited")]
    [InlineData(400, """{"error":"slow_down"}""", "RateLimited")]
    [InlineData(300, "{}", "ProtocolViolation")]
    [InlineData(399, "{}", "ProtocolViolation")]
    [InlineData(400, "{}", "ProtocolViolation")]
    [InlineData(400, "page", "ProtocolViolation")]
    [InlineData(400, """{"error":"invalid_client"}""", "InvalidParameter")]
    [InlineData(400, """{"error":"server_error"}""", "ServiceUnavailable")]
    [InlineData(200, """{"error":"temporarily_unavailable"}""", "ServiceUnavailable")]
    [InlineData(200, "{}", "ProtocolViolation")]
    [InlineData(200, """{"error":"other"}""", "InvalidParameter")]
    public void A_failure_has_its_id(int status, string body, string id) =>
        OAuthFailures.FromResponse(OAuthServer.Default.TokenEndpoint, Answer(body, status), "client").ErrorId.ShouldBe(id);

    [Fact]
    public void The_errors_of_a_redirect_and_a_wrong_client_name_them()
    {
        OAuthFailures.FromResponse(OAuthServer.Default.TokenEndpoint, Answer("{}", 300), "client").Message.ShouldContain("it redirects (HTTP 300)");
        OAuthFailures.FromResponse(OAuthServer.Default.TokenEndpoint, Answer("""{"error":"invalid_client"}""", 400), "my-client").Message.ShouldContain("'my-client'");
    }

    [Theory]
    [InlineData(5, 10)]
    [InlineData(29, 58)]
    [InlineData(31, 60)]
    [InlineData(60, 60)]
    [InlineData(90, 90)]
    public void After_a_timeout_the_pause_doubles_up_to_a_minute(int seconds, int expected) =>
        DevicePoll.Failed("t", isTimeout: true).IntervalAfter(TimeSpan.FromSeconds(seconds)).ShouldBe(TimeSpan.FromSeconds(expected));

    [Fact]
    public void Otherwise_the_pause_stays_or_grows_by_five_seconds()
    {
        DevicePoll.Pending.IntervalAfter(TimeSpan.FromSeconds(5)).ShouldBe(TimeSpan.FromSeconds(5));
        DevicePoll.Failed("t").IntervalAfter(TimeSpan.FromSeconds(5)).ShouldBe(TimeSpan.FromSeconds(5));
        DevicePoll.SlowDown.IntervalAfter(TimeSpan.FromSeconds(5)).ShouldBe(TimeSpan.FromSeconds(10));
        DevicePoll.Failed("t", isSlowDown: true).IntervalAfter(TimeSpan.FromSeconds(60)).ShouldBe(TimeSpan.FromSeconds(65));
    }

    [Fact]
    public void A_proxy_gets_the_specified_credentials_and_keeps_its_own_otherwise()
    {
        var (own, given) = (new NetworkCredential("own", "p"), new NetworkCredential("given", "p"));
        var (asked, kept) = (new WebProxy("http://proxy") { Credentials = own }, new WebProxy("http://proxy") { Credentials = own });

        OAuthHttp.Create(asked, given).Dispose();
        OAuthHttp.Create(kept).Dispose();
        OAuthHttp.Create(null, given).Dispose();

        (asked.Credentials, kept.Credentials).ShouldBe((given, own));
    }

    [Fact]
    public void A_position_in_the_credential_file_is_counted_from_one() =>
        Should.Throw<FormatException>(() => CredentialJson.Read("{\n  x"u8.ToArray())).Message.ShouldBe("line 2, column 3 is not valid JSON");

    private static OAuthResponse Answer(string body, int status = 200) => OAuthResponse.Read(status, "application/json", null, Encoding.UTF8.GetBytes(body));
}
