namespace QwenCode.Loopback;

/// <summary>The answer to one poll of the token endpoint.</summary>
public enum ScriptedPoll
{
    /// <summary>400 <c>authorization_pending</c>.</summary>
    Pending,

    /// <summary>200 <c>{"status":"pending"}</c>.</summary>
    PendingAs200,

    /// <summary>200 <c>{"status":"pending","slowDown":true}</c>.</summary>
    PendingAs200SlowDown,

    /// <summary>400 <c>slow_down</c>.</summary>
    SlowDown,

    /// <summary>429 <c>slow_down</c>.</summary>
    SlowDown429,

    /// <summary>429 with a gateway's HTML page.</summary>
    TooManyRequests,

    /// <summary>400 <c>access_denied</c>; the device code is used.</summary>
    Denied,

    /// <summary>400 <c>expired_token</c>; the device code is used.</summary>
    Expired,

    /// <summary>504 with a gateway's HTML page.</summary>
    ServerError504,

    /// <summary>200 with an HTML page.</summary>
    Html,

    /// <summary>No answer until the client goes.</summary>
    Hang,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>200 with an <c>access_denied</c> error; the device code is used.</summary>
    ErrorWith200,

    /// <summary>Tokens, approved or not.</summary>
    Success,
}

/// <summary>The answer to one refresh request.</summary>
public enum ScriptedRefresh
{
    /// <summary>New tokens; the old refresh token is used.</summary>
    Success,

    /// <summary>A new access token only; the old refresh token stays good.</summary>
    WithoutRefreshToken,

    /// <summary>New tokens without <c>resource_url</c>.</summary>
    WithoutResourceUrl,

    /// <summary>400 as to an unknown refresh token, which stays good.</summary>
    Refused400,

    /// <summary>401 as to an unknown refresh token, which stays good.</summary>
    Refused401,

    /// <summary>500 <c>server_error</c>.</summary>
    ServerError,

    /// <summary>200 with an HTML page.</summary>
    Html,

    /// <summary>200 with the error of a rejected refresh token, which stays valid.</summary>
    ErrorWith200,

    /// <summary>No answer until the client goes.</summary>
    Hang,

    /// <summary>The connection is reset.</summary>
    Reset,
}
