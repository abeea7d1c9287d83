using System.Collections.Concurrent;

namespace QwenCode.Loopback;

/// <summary>How the OAuth endpoints behave. Read at each request.</summary>
public sealed class OAuthOptions
{
    /// <summary>The only client id known. Default: the one that Qwen Code uses.</summary>
    public string ClientId { get; set; } = "f0304373b74a44d2b584a3fb70ca9e56";

    /// <summary>The device authorization response's <c>interval</c>, sent in seconds; null leaves it out. Default 1 s.</summary>
    public TimeSpan? Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Answer <c>slow_down</c> to a poll that comes before <see cref="Interval"/> has passed. Default false.</summary>
    public bool EnforceInterval { get; set; }

    /// <summary>A device code's lifetime. Default 15 minutes.</summary>
    public TimeSpan ExpiresIn { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>An access token's lifetime. Default 1 hour.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The token response's <c>resource_url</c>; null, the default, is the server's own base URL, an empty string none.</summary>
    public string? ResourceUrl { get; set; }

    /// <summary>The device authorization response's <c>verification_uri_complete</c>; null, the default, is this server's approval page.</summary>
    public string? VerificationUriComplete { get; set; }

    /// <summary>Faults of the device endpoint, one for each request; those about chat answers or streams do nothing.</summary>
    public ConcurrentQueue<Fault> DeviceFaults { get; init; } = new();

    /// <summary>Faults of the token endpoint, one for each poll or refresh; they use no code or token.</summary>
    public ConcurrentQueue<Fault> TokenFaults { get; init; } = new();

    /// <summary>Answers to valid polls, in order; after them the approval decides.</summary>
    public ConcurrentQueue<ScriptedPoll> ScriptedPolls { get; init; } = new();

    /// <summary>Answers to valid refresh requests, in order; after them each succeeds.</summary>
    public ConcurrentQueue<ScriptedRefresh> ScriptedRefreshes { get; init; } = new();
}
