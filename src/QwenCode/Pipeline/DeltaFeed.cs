namespace QwenCode.Pipeline;

/// <summary>Reads a streamed answer off the pipeline thread, and hands its chunks over to that thread, many at once.</summary>
internal sealed class DeltaFeed
{
    // Chunks that may wait for the pipeline; beyond them the reading of the stream pauses.
    private const int MostWaitingChunks = 1024;

    private readonly PipelinePump _pump;
    private readonly ChunkBuffer<ChatDelta> _chunks = new(MostWaitingChunks);
    private readonly Task<ChatAnswer> _reading;

    /// <summary>Begins to read.</summary>
    public DeltaFeed(PipelinePump pump, IAsyncEnumerable<ChatDelta> deltas)
    {
        _pump = pump;
        Action signal = pump.Signal;
        _reading = pump.Start(async token =>
        {
            ChatAnswer? answer = null;
            await foreach (var delta in deltas.ConfigureAwait(false))
            {
                answer = delta.Answer;
                await _chunks.AddAsync(delta, signal, token).ConfigureAwait(false);
            }

            return answer!;
        });
    }

    /// <summary>On the pipeline thread: shows the chunks as they arrive, and returns the answer.</summary>
    /// <param name="show">Shows chunks; also called without any. The last chunk has the answer.</param>
    /// <exception cref="QwenException">The request failed.</exception>
    public ChatAnswer Read(Action<List<ChatDelta>> show)
    {
        _pump.BeforeInvoke = () => show(_chunks.TakeAll());
        try
        {
            _pump.WaitUntil(() =>
            {
                var isLast = _reading.IsCompleted;
                show(_chunks.TakeAll());
                return isLast;
            });
            return _pump.Wait(_reading);
        }
        finally
        {
            _pump.BeforeInvoke = null;
        }
    }
}
