using System.Text;

namespace QwenCode.Loopback;

/// <summary>Streams many equal deltas as fast as the connection takes them, for measurements.</summary>
internal static class DeltaBurst
{
    private const string Piece = "x ";
    private const int EventsPerFlush = 64;

    /// <summary>All the deltas put together.</summary>
    public static string Text(int count) => new StringBuilder(Piece.Length * count).Insert(0, Piece, count).ToString();

    public static async Task SendAsync(Exchange exchange, ChatAnswer answer, int count, bool includeUsage)
    {
        var chunks = new ChunkJson(answer, includeUsage);
        var format = EventFormat.Plain;
        exchange.BeginStream();
        await exchange.WriteAsync(format.Frame(chunks.Role()));

        var one = format.Frame(chunks.Delta(Piece));
        var size = Math.Min(count, EventsPerFlush);
        var batch = new byte[one.Length * size];
        for (var i = 0; i < size; i++)
            one.CopyTo(batch, i * one.Length);

        for (var left = count; left > 0; left -= size)
        {
            exchange.Aborted.ThrowIfCancellationRequested();
            await exchange.WriteAsync(batch.AsMemory(0, one.Length * Math.Min(left, size)));
        }

        foreach (var data in StreamScript.ClosingEvents(chunks, includeUsage, done: true))
            await exchange.WriteAsync(format.Frame(data));
        await exchange.EndAsync();
    }
}
