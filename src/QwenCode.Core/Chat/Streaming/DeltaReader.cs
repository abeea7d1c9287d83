namespace QwenCode.Chat;

/// <summary>An answer as it arrives: its deltas one by one, the first of which has arrived. The last one has the whole answer.</summary>
/// <param name="first">The first delta; the only one if it has the answer.</param>
/// <param name="response">What is disposed of in the end; <see langword="null"/> for nothing.</param>
/// <param name="deltas">Positioned on the first delta; <see langword="null"/> if it is the only one.</param>
internal sealed class DeltaReader(ChatDelta first, IDisposable? response = null, IAsyncEnumerator<ChatDelta>? deltas = null) : IAsyncDisposable
{
    /// <summary>The delta that arrived last.</summary>
    public ChatDelta Current => deltas?.Current ?? first;

    /// <summary>Waits for the next delta; <see langword="false"/> if there is none.</summary>
    /// <exception cref="QwenRequestException">The answer is incomplete, stalled or reports an error.</exception>
    public ValueTask<bool> MoveNextAsync() => deltas?.MoveNextAsync() ?? new(false);

    /// <summary>Reads to the end, and returns a reader of the last delta alone.</summary>
    public async Task<DeltaReader> CollectAsync()
    {
        await using var ending = this.ConfigureAwait(false);
        ChatDelta last;
        do
            last = Current;
        while (await MoveNextAsync().ConfigureAwait(false));
        return new DeltaReader(last);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        response?.Dispose();
        return deltas?.DisposeAsync() ?? default;
    }
}
