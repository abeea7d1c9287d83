namespace QwenCode.Loopback;

/// <content>Faults of time and of the connection.</content>
public sealed partial record Fault
{
    /// <summary>No byte of an answer until the client goes or the server is disposed.</summary>
    public static Fault Hang { get; } = new(nameof(Hang), FaultKind.Hang);

    /// <summary>The connection is reset (TCP RST) before any response.</summary>
    public static Fault Reset { get; } = new(nameof(Reset), FaultKind.Reset);

    /// <summary>The headers with <c>Content-Length</c> and half of the body, then the connection closes.</summary>
    public static Fault CutBody { get; } = new(nameof(CutBody), FaultKind.CutBody);

    /// <summary>A normal answer after a pause.</summary>
    /// <param name="pause">The time before the answer's first byte.</param>
    public static Fault Delay(TimeSpan pause) => new(nameof(Delay), FaultKind.Delay) { Pause = pause };

    /// <summary>A normal body in small writes, which cut through lines and UTF-8 characters; for streams and plain answers.</summary>
    /// <param name="bytesPerWrite">Bytes of each write, at least 1.</param>
    /// <param name="pause">The time between writes.</param>
    public static Fault SlowDrip(int bytesPerWrite, TimeSpan pause)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesPerWrite, 1);
        return new(nameof(SlowDrip), FaultKind.SlowDrip) { Count = bytesPerWrite, Pause = pause };
    }
}
