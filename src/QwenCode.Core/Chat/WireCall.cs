using QwenCode.Authentication;
using QwenCode.Receiving;
using QwenCode.Secrets;

namespace QwenCode.Chat;

/// <summary>One request as it goes to the service, with its attempts counted.</summary>
internal sealed class WireCall
{
    /// <summary>The endpoint's base URL.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The requested model.</summary>
    public string Model { get; init; } = "";

    /// <summary>The credential; <see langword="null"/> sends nothing.</summary>
    public Credential? Credential { get; init; }

    /// <summary>The key or token that the last attempt sent.</summary>
    public Secret? Sent { get; set; }

    /// <summary>Headers beside the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The JSON that is sent; empty for a request without a body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Maximum number of bytes of a body that is read whole.</summary>
    public int MaximumBody { get; init; } = ReceiveLimits.DefaultAnswer;

    /// <summary>When to retry.</summary>
    public required RetryRule Retry { get; init; }

    /// <summary>Awaited before each attempt; returns when it may be sent.</summary>
    public Func<CancellationToken, ValueTask> Admit { get; init; } = static _ => default;

    /// <summary>How many times the request has been sent so far in this variant.</summary>
    public int Attempts { get; private set; }

    /// <summary>How many times it was sent before, in other variants and to other models.</summary>
    public int EarlierAttempts { get; init; }

    /// <summary>How many times it has been sent in all.</summary>
    public int AllAttempts => EarlierAttempts + Attempts;

    /// <summary>Called at each attempt, for <c>-Verbose</c>; may be called from any thread. <see langword="null"/> if nobody listens.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Called with what the user has to know about the credential; may be called from any thread, and at each attempt.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Where the request reports what it is doing; <see langword="null"/> if nobody looks.</summary>
    public RequestActivity? Activity { get; init; }

    /// <summary>Counts an attempt that begins now.</summary>
    public void BeginAttempt()
    {
        Attempts++;
        Activity?.Sent();
    }

    /// <summary>Reports that the last attempt failed and the next one follows after a pause.</summary>
    /// <param name="reason">Why it failed, in a word or two.</param>
    /// <param name="pause">The pause.</param>
    public void ReportRetry(string reason, TimeSpan pause)
    {
        Log?.Invoke($"Attempt {Attempts} failed ({reason}); retry {Attempts} of {Retry.MaximumCount} in {pause.TotalSeconds:0.###} s.");
        Activity?.WaitToRetry(reason, Attempts, Retry.MaximumCount, pause);
    }
}

/// <summary>What a service answered, whole.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The body's media type; empty if none was given.</param>
/// <param name="Body">The body.</param>
/// <param name="Header">Looks up a header.</param>
internal sealed record WireAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body, Func<string, string?> Header)
{
    /// <summary>The body without the byte order mark that some servers send before JSON.</summary>
    public ReadOnlyMemory<byte> Json => Body.Span.StartsWith("\uFEFF"u8) ? Body[3..] : Body;
}
