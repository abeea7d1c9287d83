namespace QwenCode.Benchmarks;

/// <summary>What PowerShell held after some rounds of work, all that can be collected being collected.</summary>
/// <param name="Rounds">The rounds done.</param>
/// <param name="Handles">Open handles; on Linux file descriptors.</param>
/// <param name="Threads">Threads.</param>
/// <param name="WorkingSet">Memory in use, in bytes.</param>
/// <param name="Heap">The managed heap, in bytes.</param>
internal sealed record SoakSample(int Rounds, long Handles, long Threads, long WorkingSet, long Heap);
