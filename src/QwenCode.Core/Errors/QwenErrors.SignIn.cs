using QwenCode.Files;

namespace QwenCode.Errors;

/// <content>Errors of the sign-in to Qwen and of its stored credential.</content>
internal static partial class QwenErrors
{
    public static QwenException InteractiveLoginUnavailable(string why) => new(
        ErrorId.InteractiveLoginUnavailable,
        $"A Qwen sign-in needs someone to approve it, but {why}.",
        $"Run {LogIn} once in a console (that sign-in is then used here too), add -AllowNonInteractive to print the URL here, or set OPENAI_API_KEY.");

    public static QwenException AuthorizationDenied(string host) => new(
        ErrorId.AuthorizationDenied,
        $"The sign-in was denied on {host}.",
        $"Run {LogIn} again and approve it, or use a key: Connect-Qwen -ApiKey <key>");

    public static QwenException AuthorizationExpired(string host, string? failure) => new(
        ErrorId.AuthorizationExpired,
        $"The sign-in was not approved on {host} before its code expired{LastFailure(failure)}.",
        failure is null
            ? $"Run {LogIn} again and approve it in time."
            : $"Run {LogIn} again; if that fails too, use a key (Connect-Qwen -ApiKey <key>), since {OAuthTierClosed}.");

    public static QwenException LoginTimedOut(string host, TimeSpan limit, string? failure) => new(
        ErrorId.RequestTimedOut,
        $"The sign-in was not {(failure is null ? "approved" : "completed")} on {host} within {Seconds(limit.TotalSeconds)}{LastFailure(failure)}.",
        failure is null
            ? $"Allow more time with -TimeoutSec, or run {LogIn} again."
            : $"Check the network and the proxy settings, and run {LogIn} again, or use a key: Connect-Qwen -ApiKey <key>");

    public static QwenRequestException AuthorizationDenied(ServiceFailure f) => f.Because(
        ErrorId.CredentialRejected,
        $"{f.Endpoint} rejected the sign-in (HTTP {f.Status}{f.Said}).",
        $"Start over: {LogIn}");

    public static QwenRequestException RefreshRejected(ServiceFailure f) => f.Because(
        ErrorId.CredentialRejected,
        $"{f.Endpoint} rejected the renewal of the Qwen credential (HTTP {f.Status}{f.Said}); the cached credential is no longer valid.",
        $"Sign in again: {LogIn}");

    public static QwenRequestException AccessTokenRejected(ServiceFailure f) => f.Because(
        ErrorId.CredentialRejected,
        $"{f.Endpoint} rejected a newly issued access token of the Qwen sign-in (HTTP {f.Status}{f.Said}); {OAuthTierClosed}.",
        $"Use a key instead: Connect-Qwen -ApiKey <key> -Provider DashScope. If your account still has access, sign in again: {LogIn} -Force");

    public static QwenException CredentialFileInvalid(string path, string reason, Exception? cause = null) => new(
        ErrorId.CredentialFileInvalid,
        $"The credential in {path} cannot be used: {reason}. The file was not changed.",
        $"Repair it, or sign in again to replace it: {LogIn} -Force", cause);

    public static QwenException CredentialFileUnusable(string path, string reason, Exception? cause = null) => new(
        ErrorId.CredentialFileInvalid,
        $"The credential file {path} cannot be used: {reason}. It was not changed.",
        $"Remove it or replace it with a file that you own (QWEN_HOME moves its folder), and run: {LogIn}", cause);

    public static QwenException CredentialFileNotRemovable(string path, Exception cause) => new(
        ErrorId.CredentialFileUnwritable,
        $"The credential file {path} cannot be removed: {FileFailure.ReasonOf(cause)}.",
        "A credential in it stays valid: make sure that its folder is accessible and writable and that no other program has the file open, and retry, or remove it yourself.", cause);

    public static QwenException CredentialFileUnwritable(string path, string reason, Exception cause) => new(
        ErrorId.CredentialFileUnwritable,
        $"The credential cannot be stored in {path}: {reason}.",
        $"Make sure that the file's folder is writable and has free space (QWEN_HOME moves it), and run: {LogIn}", cause);

    public static QwenException KeyNotStorable(string path, string reason, Exception? cause = null) => new(
        ErrorId.CredentialFileUnwritable,
        $"The key cannot be stored in {path}: {reason}. The file was not changed.",
        "Correct that, set the variable yourself, or leave out -PersistKey to use the key in this session only.", cause);

    public static QwenException RenewalNotStorable(string path, string reason, Exception cause) => new(
        ErrorId.CredentialFileUnwritable,
        $"The Qwen credential is due for renewal and was not renewed, since the new one could not be stored in {path}: {reason}. The file was not changed.",
        "Make sure that the file's folder is writable and has free space (QWEN_HOME moves it), and retry.", cause);

    public static QwenException CredentialLocked(string path, TimeSpan waited) => new(
        ErrorId.CredentialLocked,
        $"The Qwen credential could not be renewed: another process held the lock {path} for {Seconds(Math.Round(waited.TotalSeconds))}.",
        "Retry; if no other PowerShell or Qwen Code is running, remove that file.");

    public static QwenException CredentialLockImpossible(string path, string reason, Exception cause) => new(
        ErrorId.CredentialLocked,
        $"The Qwen credential could not be renewed, stored or removed: the lock {path} cannot be created ({reason}).",
        "Make sure that the folder is writable and has free space (QWEN_HOME moves it), or remove what blocks the lock's path, and retry.", cause);

    public static QwenRequestException OAuthClientRejected(ServiceFailure f, string clientId) => f.Because(
        ErrorId.InvalidParameter,
        $"{f.Endpoint} rejected the client ID '{clientId}' (HTTP {f.Status}{f.Said}).",
        "Correct or remove QWEN_OAUTH_CLIENT_ID, and check that it belongs to the host in QWEN_OAUTH_BASE_URL.");

    public static QwenRequestException OAuthRejected(ServiceFailure f) => f.Because(
        ErrorId.InvalidParameter,
        $"{f.Endpoint} rejected the request (HTTP {f.Status}{f.Said}).",
        "Check QWEN_OAUTH_BASE_URL if it is set, or use a key: Connect-Qwen -ApiKey <key>");

    public static QwenRequestException OAuthUnavailable(ServiceFailure f) => f.Because(
        ErrorId.ServiceUnavailable,
        $"The sign-in service {f.Endpoint} failed (HTTP {f.Status}{f.Said}).",
        $"Retry later, or use a key (Connect-Qwen -ApiKey <key>); {OAuthTierClosed}.");

    public static QwenRequestException OAuthTimedOut(ServiceFailure f, TimeSpan limit) => f.Because(
        ErrorId.RequestTimedOut,
        $"The sign-in service {f.Endpoint} did not respond within {Seconds(limit.TotalSeconds)}.",
        "Retry later, and check the network and the proxy settings.");

    public static QwenRequestException OAuthRateLimited(ServiceFailure f) => f.Because(
        ErrorId.RateLimited,
        $"The sign-in service {f.Endpoint} reported too many requests (HTTP {f.Status}{f.Said}).",
        "Wait a few minutes and retry.");

    public static QwenRequestException OAuthProtocolViolation(ServiceFailure f) => f.Because(
        ErrorId.ProtocolViolation,
        $"{f.Endpoint} did not respond like a sign-in service: {f.Detail}.",
        "Check that no proxy or captive portal responds in its place, and check QWEN_OAUTH_BASE_URL if it is set.");

    public static QwenException InvalidOAuthBaseUrl(string text, string source, string reason) => new(
        ErrorId.InvalidParameter,
        $"The sign-in host '{text}' from {source} cannot be used: {reason}.",
        "Specify an https URL such as https://chat.qwen.ai, or remove it.");

    public static QwenException UntrustedOAuthEndpoint(string host, string why) => new(
        ErrorId.UntrustedEndpoint,
        $"The access token of the Qwen sign-in was not sent to {host}: {why}.",
        $"Sign in again ({LogIn} -Force); to use that endpoint anyway, specify its key: Connect-Qwen -ApiKey <key> -BaseUrl <url>");

    private static string LastFailure(string? failure) => failure is null ? "" : $"; the last status request failed ({failure})";
}
