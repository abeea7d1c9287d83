namespace QwenCode.Loopback;

internal enum StreamEnding
{
    Regular,
    Reset,
    Stall,
}

/// <summary>Everything that one stream will send, framed, and how it ends.</summary>
/// <param name="Opening">Events before the first delta of the reply.</param>
/// <param name="Deltas">The deltas of the reasoning, the reply and the tool calls.</param>
/// <param name="Closing">Events after the last delta.</param>
/// <param name="Ending">What follows the last byte.</param>
internal sealed record StreamScript(IReadOnlyList<byte[]> Opening, IReadOnlyList<byte[]> Deltas, IReadOnlyList<byte[]> Closing, StreamEnding Ending)
{
    public byte[] AllBytes => [.. Opening.Concat(Deltas).Concat(Closing).SelectMany(bytes => bytes)];

    public static StreamScript Create(ChatAnswer answer, bool includeUsage, Dress dress, Fault fault, Func<byte[]> errorBody)
    {
        var chunks = new ChunkJson(answer, includeUsage);
        var format = new EventFormat(ornate: fault.Kind == FaultKind.StreamCrlfAndComments);

        var opening = new List<byte[]>();
        if (dress == Dress.OpenRouter)
            opening.Add(EventFormat.Comment("OPENROUTER PROCESSING"));
        if (dress == Dress.AzureOpenAI)
            opening.Add(format.Frame(ChunkJson.PromptFilterResults()));
        if (answer.Shape == AnswerShape.NullChoices)
            opening.Add(format.Frame(chunks.NullChoices()));
        opening.Add(format.Frame(chunks.Role()));

        var deltas = ChatAnswer.Words(answer.Reasoning ?? string.Empty).Select(chunks.Reasoning)
            .Concat(ChatAnswer.Words(answer.Text).Select(chunks.Delta))
            .Concat(answer.Calls.Count > 0 ? chunks.ToolCalls() : [])
            .Take(IsCutShort(fault) ? fault.Count : int.MaxValue)
            .Select(data => format.Frame(data)).ToList();

        var closing = fault.Kind switch
        {
            FaultKind.StreamError => [errorBody()],
            FaultKind.StreamCut or FaultKind.StreamReset or FaultKind.StreamStall => [],
            _ => ClosingEvents(chunks, includeUsage, done: fault.Kind != FaultKind.StreamNoDone),
        };

        return new(opening, deltas, [.. closing.Select(data => format.Frame(data))], fault.Kind switch
        {
            FaultKind.StreamReset => StreamEnding.Reset,
            FaultKind.StreamStall => StreamEnding.Stall,
            _ => StreamEnding.Regular,
        });
    }

    public static List<byte[]> ClosingEvents(ChunkJson chunks, bool includeUsage, bool done)
    {
        var events = new List<byte[]> { chunks.Finish() };
        if (includeUsage)
            events.Add(chunks.Usage());
        if (done)
            events.Add(EventFormat.Done);
        return events;
    }

    public async Task PlayAsync(Exchange exchange, TimeSpan deltaDelay)
    {
        exchange.BeginStream();
        foreach (var bytes in Opening)
            await exchange.WriteAsync(bytes);
        foreach (var bytes in Deltas)
        {
            await exchange.PauseAsync(deltaDelay);
            await exchange.WriteAsync(bytes);
        }

        if (Ending == StreamEnding.Reset)
        {
            await exchange.ResetAfterWritesAsync();
            return;
        }

        if (Ending == StreamEnding.Stall)
            await exchange.HangAsync();

        for (var i = 0; i < Closing.Count; i++)
        {
            if (i == Closing.Count - 1)
                exchange.Record.MarkEnding();
            await exchange.WriteAsync(Closing[i]);
        }

        await exchange.EndAsync();
    }

    private static bool IsCutShort(Fault fault) =>
        fault.Kind is FaultKind.StreamCut or FaultKind.StreamReset or FaultKind.StreamStall or FaultKind.StreamError;
}
