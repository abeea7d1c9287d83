using QwenCode.Errors;
using QwenCode.Loopback;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

public sealed class OAuthSecretTests
{
    [Fact]
    public async Task No_object_of_a_sign_in_shows_a_secret()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Service.OAuth.Approve();
        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);
        var waits = new List<DeviceWait>();
        var login = await stage.Flow.WaitForTokenAsync(authorization, waits.Add, OAuthStage.Cancellation);

        var shown = string.Join('\n', [authorization, login, DevicePoll.Approved(login), .. waits.Cast<object>()]);
        foreach (var secret in Secrets(stage).Append(authorization.Verifier.Reveal()))
            shown.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData(ScriptedPoll.Denied)]
    [InlineData(ScriptedPoll.Expired)]
    [InlineData(ScriptedPoll.ErrorWith200)]
    public async Task No_failed_sign_in_shows_a_secret(ScriptedPoll answer)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.ScriptedPolls.Enqueue(answer);
        var error = (await Should.ThrowAsync<QwenException>(() => stage.SignInAsync())).ToString();
        foreach (var secret in Secrets(stage))
            error.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData(ScriptedRefresh.Refused400)]
    [InlineData(ScriptedRefresh.ServerError)]
    [InlineData(ScriptedRefresh.Html)]
    [InlineData(ScriptedRefresh.Reset)]
    public async Task No_failed_refresh_shows_a_secret(ScriptedRefresh answer)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(answer);
        var error = (await Should.ThrowAsync<QwenException>(() => stage.Source.GetAsync(OAuthStage.Cancellation))).ToString();
        foreach (var secret in Secrets(stage))
            error.ShouldNotContain(secret);
    }

    [Fact]
    public void A_secret_that_the_server_echoes_is_masked()
    {
        var answer = OAuthResponse.Read(400, "application/json", null, """{"error":"invalid_request","error_description":"bad token rt-0123456789-0123456789"}"""u8.ToArray());
        var error = OAuthFailures.FromResponse(OAuthServer.Default.TokenEndpoint, answer, "client", new Secret("rt-0123456789-0123456789"));
        error.Message.ShouldContain("bad token ****");
        error.Message.ShouldNotContain("0123456789-0");
    }

    [Fact]
    public void A_secret_that_the_server_echoes_as_the_id_of_the_request_is_masked()
    {
        var answer = OAuthResponse.Read(400, "application/json", "id rt-0123456789-0123456789", """{"error":"invalid_request"}"""u8.ToArray());
        OAuthFailures.FromResponse(OAuthServer.Default.TokenEndpoint, answer, "client", new Secret("rt-0123456789-0123456789")).RequestId.ShouldBe("id ****6789");
    }

    [Fact]
    public void The_body_of_a_successful_response_is_never_quoted()
    {
        foreach (var body in new[] { "at-canary", """{"acess_token":"at-canary"}""", """{"access_token":{"value":"at-canary"}}""" })
        {
            var answer = OAuthResponse.Read(200, "application/json", null, System.Text.Encoding.UTF8.GetBytes(body));
            OAuthFailures.FromResponse(OAuthServer.Default.TokenEndpoint, answer, "client").ToString().ShouldNotContain("canary");
        }
    }

    [Fact]
    public void The_error_of_a_rejected_new_token_is_explained()
    {
        var error = QwenErrors.AccessTokenRejected(new ServiceFailure { Endpoint = "https://portal.qwen.ai/v1/chat/completions", Status = 401 });
        error.ErrorId.ShouldBe("CredentialRejected");
        error.Message.ShouldContain("Qwen closed its free OAuth tier on 2026-04-15");
        error.EndsCommand.ShouldBeTrue();
    }

    private static IEnumerable<string> Secrets(OAuthStage stage) =>
        stage.Service.OAuth.DeviceCodes.Concat(stage.Service.OAuth.Issued.SelectMany(t => new[] { t.AccessToken, t.RefreshToken }));
}
