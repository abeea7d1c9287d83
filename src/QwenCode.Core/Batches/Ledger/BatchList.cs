namespace QwenCode.Batches;

/// <summary>Batches of this machine.</summary>
/// <param name="Readable">Those whose ledger can be read, the newest first.</param>
/// <param name="Failures">Why the others cannot be read, with their names.</param>
internal sealed record BatchList(IReadOnlyList<BatchLedger> Readable, IReadOnlyList<(string Name, QwenException Failure)> Failures);
