using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Receiving;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Http;

/// <summary>How a request is carried out, apart from its content.</summary>
internal sealed record CallOptions
{
    /// <summary>The default time limit for all attempts together: ten minutes, since a model may think for minutes.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The time limit for all attempts together; <see langword="null"/> for the provider's or the default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The default maximum time between two chunks of a stream: two minutes, since a model may think between chunks.</summary>
    public static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The maximum time between two chunks of a stream; <see langword="null"/> for the provider's or the default.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>The pause before the first retry; it doubles with each further one.</summary>
    public TimeSpan RetryInterval { get; init; } = RetryRule.DefaultInterval;

    /// <summary>Maximum number of retries after a transient failure.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>Maximum size of an answer, in bytes, or in characters if it is streamed.</summary>
    public int MaximumAnswer { get; init; } = ReceiveLimits.DefaultAnswer;

    /// <summary>Whether the user specified the number of retries, so that the settings do not.</summary>
    public bool HasRetryCount { get; init; } = true;

    /// <summary>These options, completed by those of the settings that the user did not specify.</summary>
    /// <param name="config">The options of the settings; <see langword="null"/> if there are none.</param>
    public CallOptions Over(GenerationConfig? config) => config is null ? this : this with
    {
        Timeout = Timeout ?? config.Timeout,
        MaximumRetryCount = HasRetryCount ? MaximumRetryCount : config.MaximumRetryCount ?? MaximumRetryCount,
    };

    /// <summary>What the request reports its state to; <see langword="null"/> for none.</summary>
    public RequestActivity? Activity { get; init; }

    /// <summary>
    /// Called with endpoint, key source and attempts, for <c>-Verbose</c>; called from any thread. The text is harmless for a terminal and has
    /// no secret. <see langword="null"/> for none.
    /// </summary>
    public Action<string>? Log { get; init => field = Harmless(value); }

    /// <summary>As <see cref="Log"/>, with a sentence when another variant or model is attempted.</summary>
    public Action<string>? Notify { get; init => field = Harmless(value); }

    /// <summary>Called with a warning about the credential, before it is sent; may be called from any thread, and at each attempt.</summary>
    public Func<string, CancellationToken, Task>? Warn { get; init; }

    /// <summary>The time limit for a number of seconds, of which 0 means no limit; <see langword="null"/> for the default.</summary>
    public static TimeSpan? LimitOf(int? seconds) =>
        seconds is { } limit ? limit == 0 ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(limit) : null;

    /// <summary>The time limit for all attempts of a request to a provider.</summary>
    public TimeSpan TimeoutAt(Provider provider) => Timeout ?? provider.Timeout ?? DefaultTimeout;

    /// <summary>The maximum time between two chunks of a stream of a provider.</summary>
    public TimeSpan IdleTimeoutAt(Provider provider) => IdleTimeout ?? provider.Timeout ?? DefaultIdleTimeout;

    private static Action<string>? Harmless(Action<string>? show) => show is null ? null : text => show(ForeignText.OneLine(SecretMask.Text(text)));
}
