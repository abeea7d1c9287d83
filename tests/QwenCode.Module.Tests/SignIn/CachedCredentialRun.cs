namespace QwenCode.ModuleTests.SignIn;

/// <summary>Chats with a cached credential, in all its states.</summary>
public sealed class CachedCredentialRun
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Ended = TimeSpan.FromMinutes(-1);

    private static readonly SignInCase[] Cases =
    [
        new("good", stage => stage.StoreCredential(Hour)),
        new("due", stage => stage.StoreCredential(TimeSpan.FromSeconds(29))),
        new("silent refresh", stage =>
        {
            stage.StoreCredential(Ended, more: ("vendor_member", 7));
            stage.Server.Options.OAuth.ScriptedRefreshes.Enqueue(ScriptedRefresh.WithoutResourceUrl);
        }),
        new("kept refresh token", stage =>
        {
            stage.StoreCredential(Ended);
            stage.Server.Options.OAuth.ScriptedRefreshes.Enqueue(ScriptedRefresh.WithoutRefreshToken);
        }),
        new("refused once", stage =>
        {
            stage.StoreCredential(Hour);
            stage.Server.OAuth.RevokeAccessTokens();
        }),
        new("refused once by 403", stage =>
        {
            stage.StoreCredential(Hour);
            stage.Server.Enqueue(Fault.Status(403, """{"error":{"code":"invalid_api_key","message":"invalid access token or token expired"}}"""));
        }),
        new("forbidden", stage =>
        {
            stage.StoreCredential(Hour);
            stage.Server.Always = Fault.Forbidden;
        }),
        new("refused always", stage =>
        {
            stage.StoreCredential(Hour);
            stage.Server.Always = Fault.InvalidApiKey;
        }),
        new("refused and not renewed", stage =>
        {
            stage.StoreCredential(Hour);
            stage.Server.OAuth.RevokeAccessTokens();
            stage.Server.OAuth.RevokeRefreshTokens();
        }),
        RefreshFails("refresh refused 400", ScriptedRefresh.Refused400),
        RefreshFails("refresh refused 401", ScriptedRefresh.Refused401),
        RefreshFails("refresh refused 200", ScriptedRefresh.ErrorWith200),
        RefreshFails("refresh 500", ScriptedRefresh.ServerError),
        RefreshFails("refresh page", ScriptedRefresh.Html),
        RefreshFails("refresh reset", ScriptedRefresh.Reset),
        new("refresh by another client", stage =>
        {
            stage.StoreCredential(Ended);
            stage.Server.Options.OAuth.ClientId = "another";
        }),
        new("corrupted", stage => stage.StoreText("no JSON")),
        new("truncated", stage => stage.StoreText("""{ "access_token": "at-0123456789", "token_ty""")),
        new("incomplete", stage => stage.StoreText("""{ "access_token": "at-0123456789", "token_type": "Bearer", "expiry_date": 1 }""")),
        new("foreign host", stage => stage.StoreCredential(Hour, resourceUrl: "qwen.ai.example.com")),
        new("redirect", stage =>
        {
            stage.StoreCredential(Hour);
            stage.Server.Always = Fault.Status(307, "", headers: new Dictionary<string, string> { ["Location"] = $"{stage.Server.Origin}elsewhere" });
        }),
        new("quota exhausted", stage =>
        {
            stage.StoreCredential(Hour);
            stage.Server.Always = Fault.Status(429, """{"error":{"code":"insufficient_quota","message":"Free allocated quota exceeded.","type":"insufficient_quota"}}""");
        }),
        new("quota exhausted by 403", stage =>
        {
            stage.StoreCredential(Hour);
            stage.Server.Always = Fault.Status(403, """{"error":{"code":"insufficient_quota","message":"Free allocated quota exceeded."}}""");
        }),
        new("overloaded once", stage =>
        {
            stage.StoreCredential(Hour);
            stage.Server.Enqueue(Fault.RateLimited(retryAfterMs: 1));
        }, "$before = (Get-QwenAuth).RequestsToday; Invoke-QwenChat hi -RetryIntervalSec 1; (Get-QwenAuth).RequestsToday - $before"),
        new("no file", _ => { }, "$null = Set-QwenAuth -Method OAuth; Invoke-QwenChat hi"),
    ];

    private readonly Lazy<Task<IReadOnlyDictionary<string, LoginOutcome>>> _outcomes = new(() => SignInRun.RunAsync(Cases));

    internal async Task<LoginOutcome> OfAsync(string name) => (await _outcomes.Value)[name];

    private static SignInCase RefreshFails(string name, ScriptedRefresh refresh) => new(name, stage =>
    {
        stage.StoreCredential(Ended);
        stage.Server.Options.OAuth.ScriptedRefreshes.Enqueue(refresh);
    });
}
