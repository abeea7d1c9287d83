namespace QwenCode.Loopback;

/// <content>Faults of event streams. If the reply has fewer deltas, all of them are sent.</content>
public sealed partial record Fault
{
    /// <summary>A plain JSON completion instead of the stream.</summary>
    public static Fault StreamJson { get; } = new(nameof(StreamJson), FaultKind.StreamJson);

    /// <summary>A sign-in page instead of the stream.</summary>
    public static Fault StreamHtml { get; } = OfContent(nameof(StreamHtml), FaultKind.StreamContent, LoginPage, Html);

    /// <summary>A stream without an event.</summary>
    public static Fault StreamEmpty { get; } = OfContent(nameof(StreamEmpty), FaultKind.StreamContent, string.Empty, "text/event-stream");

    /// <summary>A finish reason but no <c>[DONE]</c>.</summary>
    public static Fault StreamNoDone { get; } = new(nameof(StreamNoDone), FaultKind.StreamNoDone);

    /// <summary>CRLF, comment lines, <c>event</c> and <c>id</c> fields, and no space after <c>data:</c>; all legal.</summary>
    public static Fault StreamCrlfAndComments { get; } = new(nameof(StreamCrlfAndComments), FaultKind.StreamCrlfAndComments);

    /// <summary>The response ends in good order, but with neither a finish reason nor <c>[DONE]</c>.</summary>
    /// <param name="afterDeltas">Deltas sent before.</param>
    public static Fault StreamCut(int afterDeltas) => AfterDeltas(nameof(StreamCut), FaultKind.StreamCut, afterDeltas);

    /// <summary>The connection is reset in the stream.</summary>
    /// <param name="afterDeltas">Deltas sent before.</param>
    public static Fault StreamReset(int afterDeltas) => AfterDeltas(nameof(StreamReset), FaultKind.StreamReset, afterDeltas);

    /// <summary>Nothing more comes until the client goes or the server is disposed.</summary>
    /// <param name="afterDeltas">Deltas sent before.</param>
    public static Fault StreamStall(int afterDeltas) => AfterDeltas(nameof(StreamStall), FaultKind.StreamStall, afterDeltas);

    /// <summary>An <c>{"error":{…}}</c> event, then the end without <c>[DONE]</c>.</summary>
    /// <param name="afterDeltas">Deltas sent before.</param>
    public static Fault StreamError(int afterDeltas) => AfterDeltas(nameof(StreamError), FaultKind.StreamError, afterDeltas);

    private static Fault AfterDeltas(string name, FaultKind kind, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(name, kind) { Count = count };
    }
}
