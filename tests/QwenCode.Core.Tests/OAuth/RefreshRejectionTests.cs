using QwenCode.Loopback;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>The responses to a refresh that make the credential invalid. All others keep it.</summary>
public sealed class RefreshRejectionTests
{
    [Theory]
    [InlineData(400, """{"error":"invalid_grant"}""")]
    [InlineData(401, """{"error":"invalid_grant","error_description":"token revoked"}""")]
    [InlineData(403, """{"error":"invalid_grant"}""")]
    [InlineData(200, """{"error":"invalid_grant"}""")]
    [InlineData(400, """{"error":{"code":"invalid_grant","message":"expired"}}""")]
    [InlineData(400, """{"error":"invalid_request","error_description":"Invalid refresh token or client_id"}""")]
    [InlineData(401, """{"error":"invalid_request","error_description":"The refresh_token is expired. A new login is required."}""")]
    [InlineData(400, """{"error":{"type":"invalid_request","message":"REFRESH TOKEN not found"}}""")]
    public async Task A_rejection_of_the_token_removes_the_credential(int status, string body)
    {
        var (error, isKept, _) = await RefreshAsync(Fault.Status(status, body));

        error.ErrorId.ShouldBe("CredentialRejected");
        error.RecommendedAction.ShouldContain("Connect-Qwen -Method OAuth");
        isKept.ShouldBeFalse();
    }

    [Theory]
    [InlineData(401, """{"message":"Please sign in to the guest network"}""")]
    [InlineData(400, """{"message":"Please sign in to the guest network","code":"login_required"}""")]
    [InlineData(403, """{"error":"access_denied","error_description":"blocked by the company's proxy"}""")]
    [InlineData(401, """{"error":"unauthorized"}""")]
    [InlineData(401, """{"error":"invalid_token"}""")]
    [InlineData(401, """{"error":{"code":"proxy_auth_required","message":"log in"}}""")]
    [InlineData(401, "<html><body>Log in to Hotel WiFi</body></html>")]
    [InlineData(200, "<html><body>Log in to Hotel WiFi</body></html>")]
    [InlineData(401, "")]
    [InlineData(400, "{}")]
    [InlineData(403, "[]")]
    [InlineData(401, "null")]
    [InlineData(400, """{"error":null}""")]
    [InlineData(400, """{"error":"invalid_request"}""")]
    [InlineData(400, """{"error":"invalid_request","error_description":"malformed body"}""")]
    [InlineData(400, """{"error":"invalid_request","error_description":"parameter refresh_token is missing"}""")]
    [InlineData(400, """{"error":"invalid_scope"}""")]
    [InlineData(400, """{"error":"unsupported_grant_type","error_description":"refresh_token"}""")]
    [InlineData(401, """{"error":"invalid_client"}""")]
    [InlineData(407, """{"error":"invalid_grant"}""")]
    [InlineData(500, """{"error":"invalid_grant"}""")]
    [InlineData(503, """{"error":"invalid_request","error_description":"Invalid refresh token"}""")]
    [InlineData(511, """{"error":"network authentication required"}""")]
    [InlineData(302, """{"error":"invalid_grant"}""")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"status":"ok"}""")]
    public async Task Any_other_failure_keeps_the_credential_byte_by_byte(int status, string body)
    {
        var (error, isKept, isUsedUp) = await RefreshAsync(Fault.Status(status, body));

        error.ErrorId.ShouldNotBe("CredentialRejected");
        error.RecommendedAction.ShouldNotBeEmpty();
        isKept.ShouldBeTrue();
        isUsedUp.ShouldBeFalse();
    }

    [Fact]
    public async Task The_error_of_a_guest_network_reports_its_web_page()
    {
        var (error, _, _) = await RefreshAsync(Fault.Status(401, """{"message":"Please sign in to the guest network"}"""));

        error.ErrorId.ShouldBe("ProtocolViolation");
        error.Message.ShouldContain("Please sign in to the guest network");
        error.RecommendedAction.ShouldContain("captive portal");
    }

    [Fact]
    public async Task The_old_token_is_used_in_a_guest_network_until_it_expires()
    {
        await using var stage = await OAuthStage.StartAsync();
        var old = stage.StoreCredential(TimeSpan.FromSeconds(20));
        stage.Script.TokenFaults.Enqueue(Fault.Status(401, """{"message":"Please sign in to the guest network"}"""));

        (await stage.Source.GetAsync(OAuthStage.Cancellation)).HasAccessToken(old.AccessToken).ShouldBeTrue();
    }

    private static async Task<(QwenException Error, bool IsKept, bool IsUsedUp)> RefreshAsync(Fault fault)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        var before = await File.ReadAllBytesAsync(stage.File.Path, OAuthStage.Cancellation);
        stage.Script.TokenFaults.Enqueue(fault);

        var error = await Should.ThrowAsync<QwenException>(() => stage.Source.GetAsync(OAuthStage.Cancellation));

        File.Exists(stage.File.LockPath).ShouldBeFalse();
        if (!File.Exists(stage.File.Path))
            return (error, false, true);
        var isKept = (await File.ReadAllBytesAsync(stage.File.Path, OAuthStage.Cancellation)).AsSpan().SequenceEqual(before);
        await stage.Source.GetAsync(OAuthStage.Cancellation);
        return (error, isKept, IsUsedUp: false);
    }
}
