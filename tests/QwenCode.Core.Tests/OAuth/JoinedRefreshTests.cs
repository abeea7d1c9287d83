using QwenCode.Loopback;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>A refresh that a rejection joins while it is in progress.</summary>
public sealed class JoinedRefreshTests
{
    [Theory]
    [InlineData("token-1", "token-2", 2)]
    [InlineData("token-0", "token-1", 1)]
    public async Task A_refresh_that_returns_the_rejected_token_itself_is_followed_by_another(string rejected, string expected, int refreshes)
    {
        var begun = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await using var stage = await OAuthStage.StartAsync();
        await using var server = new RawServer(async (request, stream, token) =>
        {
            begun.TrySetResult();
            await answer.Task.WaitAsync(token);
            var body = $$"""{"access_token":"token-{{request.Index + 1}}","refresh_token":"refresh","expires_in":3600}""";
            await stream.WriteAsync(RawServer.Response("200 OK", "Content-Type: application/json\r\n", System.Text.Encoding.UTF8.GetBytes(body)), token);
        });
        stage.StoreExpiredLogin();
        var refresh = new TokenRefresh(OAuthServer.Default.With(server.Origin.AbsoluteUri, "test", null), () => stage.Transport);
        var source = new TokenSource(stage.File, refresh, stage.Time);

        var first = source.GetAsync(OAuthStage.Cancellation);
        await begun.Task.WaitAsync(OAuthStage.Cancellation);
        var second = source.RefreshAfterRejectionAsync(new Secret(rejected), OAuthStage.Cancellation);
        answer.SetResult();

        (await first).AccessToken.Reveal().ShouldBe("token-1");
        (await second).AccessToken.Reveal().ShouldBe(expected);
        server.Count.ShouldBe(refreshes);
    }
}
