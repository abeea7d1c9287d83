namespace QwenCode.Loopback;

/// <summary>What goes wrong with one chat or model request. Made by the static members; those named
/// <c>Stream…</c> do not affect a request that is not streamed.</summary>
public sealed partial record Fault
{
    private Fault(string name, FaultKind kind) => (Name, Kind) = (name, kind);

    /// <summary>A normal answer, even if <see cref="LoopbackServer.Always"/> is set.</summary>
    public static Fault None { get; } = new(nameof(None), FaultKind.None);

    /// <summary>The member that made it.</summary>
    public string Name { get; }

    internal FaultKind Kind { get; }

    internal int StatusCode { get; init; } = 200;

    internal ErrorKind Error { get; init; }

    internal AnswerShape Shape { get; init; }

    internal string? ContentType { get; init; }

    internal ReadOnlyMemory<byte>? Content { get; init; }

    internal IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Deltas before the fault, or bytes of each write.</summary>
    internal int Count { get; init; }

    internal TimeSpan Pause { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
