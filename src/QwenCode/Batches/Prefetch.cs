using QwenCode.Commands;

namespace QwenCode.Batches;

/// <summary>Reads a sequence from the disk off the pipeline thread, one chunk ahead of its use.</summary>
internal static class Prefetch
{
    private const int ChunkSize = 256;

    /// <summary>The items.</summary>
    /// <param name="command">The command that uses them on the pipeline thread.</param>
    /// <param name="items">The sequence.</param>
    /// <exception cref="QwenException">An item cannot be read; those before it were returned.</exception>
    public static IEnumerable<T> Of<T>(QwenCommand command, IEnumerable<T> items)
    {
        var source = items.GetEnumerator();
        var reading = command.Pump.Start(() => Next(source));
        try
        {
            while (true)
            {
                var (chunk, failure) = command.Pump.WaitBriefly(reading);
                var isLast = chunk.Count < ChunkSize;
                if (!isLast)
                    reading = command.Pump.Start(() => Next(source));
                foreach (var item in chunk)
                    yield return item;
                if (failure is not null)
                    throw failure;
                if (isLast)
                    yield break;
            }
        }
        finally
        {
            // A read may still be in progress.
            _ = reading.ContinueWith(_ => source.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private static (List<T> Chunk, QwenException? Failure) Next<T>(IEnumerator<T> source)
    {
        var chunk = new List<T>(ChunkSize);
        try
        {
            while (chunk.Count < ChunkSize && source.MoveNext())
                chunk.Add(source.Current);
            return (chunk, null);
        }
        catch (QwenException exception)
        {
            return (chunk, exception);
        }
    }
}
