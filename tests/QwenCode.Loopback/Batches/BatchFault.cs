namespace QwenCode.Loopback;

/// <summary>What goes wrong with one request of the batch protocol.</summary>
public sealed record BatchFault
{
    private BatchFault(BatchFaultKind kind) => Kind = kind;

    /// <summary>The server does the work, then resets the connection.</summary>
    public static BatchFault LostResponse { get; } = new(BatchFaultKind.LostResponse);

    /// <summary>The connection is reset before any work.</summary>
    public static BatchFault DroppedRequest { get; } = new(BatchFaultKind.DroppedRequest);

    internal BatchFaultKind Kind { get; }

    internal int StatusCode { get; init; }

    internal string? Body { get; init; }

    internal TimeSpan? RetryAfter { get; init; }

    internal TimeSpan Pause { get; init; }

    internal long? Bytes { get; init; }

    /// <summary>This status before any work.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body's text; null for an error in the dress's shape whose message is the status' reason.</param>
    /// <param name="retryAfter">Sent as <c>Retry-After</c> in whole seconds, rounded up.</param>
    public static BatchFault Status(int status, string? body = null, TimeSpan? retryAfter = null) =>
        new(BatchFaultKind.Status) { StatusCode = status, Body = body, RetryAfter = retryAfter };

    /// <summary>The server does the work and answers 200 with this text instead.</summary>
    /// <param name="body">The body, sent as <c>application/json</c>.</param>
    public static BatchFault Malformed(string body) => new(BatchFaultKind.Malformed) { Body = body };

    /// <summary>A normal answer after a pause, which comes before the work.</summary>
    /// <param name="pause">The time.</param>
    public static BatchFault Slow(TimeSpan pause) => new(BatchFaultKind.Slow) { Pause = pause };

    /// <summary>A download ends too early: <c>Content-Length</c> and so many bytes, then the connection closes.
    /// Other requests get a normal answer.</summary>
    /// <param name="bytes">Bytes sent before; if the file has fewer, all of them and a normal end.</param>
    public static BatchFault TruncatedBody(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new(BatchFaultKind.TruncatedBody) { Bytes = bytes };
    }
}

internal enum BatchFaultKind
{
    LostResponse,
    DroppedRequest,
    Status,
    Malformed,
    Slow,
    TruncatedBody,
}
