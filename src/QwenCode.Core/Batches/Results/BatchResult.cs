namespace QwenCode.Batches;

/// <summary>The result of a request: an answer, or the reason why there is none.</summary>
/// <param name="Answer">The answer; <see langword="null"/> if the request failed.</param>
/// <param name="Failure">The error; <see langword="null"/> if there is an answer.</param>
/// <param name="Input">The input as JSON; empty for a file of results without inputs.</param>
/// <param name="Body">The body of the request; empty for a file of results without requests.</param>
internal sealed record BatchResult(ChatAnswer? Answer, QwenException? Failure, ReadOnlyMemory<byte> Input, ReadOnlyMemory<byte> Body);
