using System.Text;

namespace QwenCode.Loopback;

/// <summary>Creates the token endpoint's responses.</summary>
internal sealed class OAuthTokenAnswers(LoopbackOptions options, OAuthAuthority authority)
{
    private const string Html = "text/html; charset=utf-8";
    private static readonly byte[] s_page = Encoding.UTF8.GetBytes("<!DOCTYPE html>\n<html><head><title>Qwen</title></head><body>Loading…</body></html>\n");
    private static readonly byte[] s_gatewayTimeout = Encoding.UTF8.GetBytes("<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n</body>\r\n</html>\r\n");

    public static Task RefuseRefreshAsync(Exchange exchange, int status) =>
        exchange.SendJsonAsync(status, OAuthJson.Error("invalid_request", "Invalid refresh token or client_id"));

    public async Task PollAsync(Exchange exchange, OAuthDeviceGrant grant, ScriptedPoll answer)
    {
        if (answer is ScriptedPoll.Success or ScriptedPoll.Denied or ScriptedPoll.Expired or ScriptedPoll.ErrorWith200)
            grant.Spent = true;

        await (answer switch
        {
            ScriptedPoll.Success => exchange.SendJsonAsync(200, OAuthJson.Tokens(authority.IssueTokens(), options.OAuth.TokenLifetime, grant.Scope, withRefreshToken: true, withResourceUrl: true)),
            ScriptedPoll.Pending => SendErrorAsync(exchange, 400, "authorization_pending", "The authorization request is still pending"),
            ScriptedPoll.PendingAs200 => exchange.SendJsonAsync(200, OAuthJson.Pending(slowDown: false)),
            ScriptedPoll.PendingAs200SlowDown => exchange.SendJsonAsync(200, OAuthJson.Pending(slowDown: true)),
            ScriptedPoll.SlowDown => SendErrorAsync(exchange, 400, "slow_down", "Polling too frequently"),
            ScriptedPoll.SlowDown429 => SendErrorAsync(exchange, 429, "slow_down", "Polling too frequently"),
            ScriptedPoll.TooManyRequests => exchange.SendAsync(429, Html, s_page),
            ScriptedPoll.Denied => SendErrorAsync(exchange, 400, "access_denied", "The user denied the request"),
            ScriptedPoll.Expired => SendErrorAsync(exchange, 400, "expired_token", "The device code has expired"),
            ScriptedPoll.ErrorWith200 => SendErrorAsync(exchange, 200, "access_denied", "The user denied the request"),
            ScriptedPoll.ServerError504 => exchange.SendAsync(504, Html, s_gatewayTimeout),
            ScriptedPoll.Html => exchange.SendAsync(200, Html, s_page),
            ScriptedPoll.Hang => exchange.HangAsync(),
            ScriptedPoll.Reset => ResetAsync(exchange),
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
        });
    }

    public async Task RefreshAsync(Exchange exchange, string refreshToken, ScriptedRefresh answer)
    {
        await (answer switch
        {
            ScriptedRefresh.Success => SendTokensAsync(exchange, refreshToken, withRefreshToken: true, withResourceUrl: true),
            ScriptedRefresh.WithoutRefreshToken => SendTokensAsync(exchange, refreshToken, withRefreshToken: false, withResourceUrl: true),
            ScriptedRefresh.WithoutResourceUrl => SendTokensAsync(exchange, refreshToken, withRefreshToken: true, withResourceUrl: false),
            ScriptedRefresh.Refused400 => RefuseRefreshAsync(exchange, 400),
            ScriptedRefresh.Refused401 => RefuseRefreshAsync(exchange, 401),
            ScriptedRefresh.ErrorWith200 => RefuseRefreshAsync(exchange, 200),
            ScriptedRefresh.ServerError => SendErrorAsync(exchange, 500, "server_error", "Internal server error"),
            ScriptedRefresh.Html => exchange.SendAsync(200, Html, s_page),
            ScriptedRefresh.Hang => exchange.HangAsync(),
            ScriptedRefresh.Reset => ResetAsync(exchange),
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
        });
    }

    private static Task SendErrorAsync(Exchange exchange, int status, string error, string description) =>
        exchange.SendJsonAsync(status, OAuthJson.Error(error, description));

    private static Task ResetAsync(Exchange exchange)
    {
        exchange.Reset();
        return Task.CompletedTask;
    }

    private Task SendTokensAsync(Exchange exchange, string refreshToken, bool withRefreshToken, bool withResourceUrl) =>
        authority.Rotate(refreshToken, keep: !withRefreshToken) is { } tokens
            ? exchange.SendJsonAsync(200, OAuthJson.Tokens(tokens, options.OAuth.TokenLifetime, scope: null, withRefreshToken, withResourceUrl))
            : RefuseRefreshAsync(exchange, 400);
}
