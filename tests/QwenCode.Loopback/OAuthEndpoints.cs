using System.Text.RegularExpressions;

namespace QwenCode.Loopback;

/// <summary>The device and token endpoints: checks each request as strictly as the specifications allow.</summary>
internal sealed partial class OAuthEndpoints(LoopbackOptions options, OAuthAuthority authority, ModelApi models, Uri origin)
{
    public const string DevicePath = "/api/v1/oauth2/device/code";
    public const string TokenPath = "/api/v1/oauth2/token";
    private const string DeviceGrantType = "urn:ietf:params:oauth:grant-type:device_code";

    private readonly OAuthTokenAnswers _answers = new(options, authority);

    public async Task StartDeviceFlowAsync(Exchange exchange)
    {
        if (options.OAuth.DeviceFaults.TryDequeue(out var fault) && await models.PlayInPlaceOfAnswerAsync(exchange, fault, request: null))
            return;
        if (!OAuthForm.TryRead(exchange.Request, exchange.Record.Body, out var form, out var problem))
            await RefuseAsync(exchange, "invalid_request", problem);
        else if (form.FirstMissing("client_id", "scope", "code_challenge", "code_challenge_method") is { } missing)
            await RefuseAsync(exchange, "invalid_request", $"{missing} is missing");
        else if (form["client_id"] != options.OAuth.ClientId)
            await RefuseAsync(exchange, "invalid_client", "unknown client_id");
        else if (form["code_challenge_method"] != "S256")
            await RefuseAsync(exchange, "invalid_request", "code_challenge_method must be S256");
        else if (!Challenge().IsMatch(form["code_challenge"]))
            await RefuseAsync(exchange, "invalid_request", "code_challenge must be 43 characters of base64url");
        else
            await exchange.SendJsonAsync(200, OAuthJson.Device(authority.AddGrant(form["code_challenge"], form["scope"]), origin, options.OAuth));
    }

    public async Task IssueTokenAsync(Exchange exchange)
    {
        if (options.OAuth.TokenFaults.TryDequeue(out var fault) && await models.PlayInPlaceOfAnswerAsync(exchange, fault, request: null))
            return;
        if (!OAuthForm.TryRead(exchange.Request, exchange.Record.Body, out var form, out var problem))
            await RefuseAsync(exchange, "invalid_request", problem);
        else if (form.FirstMissing("grant_type", "client_id") is { } missing)
            await RefuseAsync(exchange, "invalid_request", $"{missing} is missing");
        else if (form["client_id"] != options.OAuth.ClientId)
            await RefuseAsync(exchange, "invalid_client", "unknown client_id");
        else if (form["grant_type"] == DeviceGrantType)
            await PollAsync(exchange, form);
        else if (form["grant_type"] == "refresh_token")
            await RefreshAsync(exchange, form);
        else
            await RefuseAsync(exchange, "unsupported_grant_type", "grant_type must be the device code's or refresh_token");
    }

    private static Task RefuseAsync(Exchange exchange, string error, string description) =>
        exchange.SendJsonAsync(400, OAuthJson.Error(error, description));

    private async Task PollAsync(Exchange exchange, OAuthForm form)
    {
        if (form.FirstMissing("device_code", "code_verifier") is { } missing)
            await RefuseAsync(exchange, "invalid_request", $"{missing} is missing");
        else if (authority.FindGrant(form["device_code"]) is not { Spent: false } grant)
            await RefuseAsync(exchange, "invalid_grant", "unknown or spent device_code");
        else if (OAuthAuthority.ChallengeOf(form["code_verifier"]) != grant.Challenge)
            await RefuseAsync(exchange, "invalid_grant", "code_verifier does not match code_challenge");
        else if (options.OAuth.ScriptedPolls.TryDequeue(out var scripted))
            await _answers.PollAsync(exchange, grant, scripted);
        else
            await _answers.PollAsync(exchange, grant, Decide(grant));
    }

    private ScriptedPoll Decide(OAuthDeviceGrant grant)
    {
        var now = options.TimeProvider.GetUtcNow();
        var tooEarly = options.OAuth.EnforceInterval && options.OAuth.Interval is { } interval && now - grant.LastPoll < interval;
        grant.LastPoll = now;
        if (now >= grant.ExpiresAt)
            return ScriptedPoll.Expired;
        if (tooEarly)
            return ScriptedPoll.SlowDown;
        return grant.Approval switch
        {
            Approval.Approved => ScriptedPoll.Success,
            Approval.Denied => ScriptedPoll.Denied,
            _ => ScriptedPoll.Pending,
        };
    }

    private async Task RefreshAsync(Exchange exchange, OAuthForm form)
    {
        if (form.FirstMissing("refresh_token") is { } missing)
            await RefuseAsync(exchange, "invalid_request", $"{missing} is missing");
        else if (!authority.IsKnownRefreshToken(form["refresh_token"]))
            await OAuthTokenAnswers.RefuseRefreshAsync(exchange, 400);
        else
            await _answers.RefreshAsync(exchange, form["refresh_token"], options.OAuth.ScriptedRefreshes.TryDequeue(out var scripted) ? scripted : ScriptedRefresh.Success);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{43}\z")]
    private static partial Regex Challenge();
}
