namespace QwenCode.Batches;

/// <summary>A request of a batch.</summary>
/// <param name="Body">The body of the request.</param>
/// <param name="Input">The input as JSON in one line, which comes back with the result.</param>
internal readonly record struct BatchInput(ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Input);
