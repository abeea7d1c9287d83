using System.Runtime.CompilerServices;
using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Reads a streamed answer: its pieces one by one, then the whole. What breaks off keeps the text that had arrived.</summary>
internal sealed class AnswerStream(
    WireStream wire, AnswerBuilder builder, ServiceFailure facts, CallOptions options, TimeProvider time, long start, Func<int> attempts)
{
    private long _index;
    private TimeSpan? _firstToken;

    /// <summary>The pieces; the last one carries the answer.</summary>
    /// <param name="deadline">The total limit.</param>
    /// <param name="cancellationToken">The user's wish to end.</param>
    /// <exception cref="QwenRequestException">The stream brought an error, broke off, stalled, or is none.</exception>
    public async IAsyncEnumerable<ChatDelta> ReadAsync(
        CancellationToken deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(options.IdleTimeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, deadline, cancellationToken);
        var reader = new EventStreamReader(wire.Body);
        var events = 0;
        while (await MoveAsync(reader, idle, any.Token, deadline, cancellationToken).ConfigureAwait(false))
        {
            if (reader.Data.Span.SequenceEqual("[DONE]"u8))
                break;
            events++;
            if (Take(Parse(reader.Data)) is { } delta)
                yield return delta;
        }

        if (events == 0 && TakeWhole(reader.WithoutEvents) is { } single)
            yield return single;
        if (builder.FinishReason == "content_filter")
            throw QwenErrors.ContentFiltered(Facts("finish reason content_filter"));
        if (builder.FinishReason is null)
            throw QwenErrors.IncompleteAnswer(Facts("the stream ended without a finish reason"));
        var duration = time.GetElapsedTime(start);
        yield return new ChatDelta("", null, _index, builder.Build(attempts(), duration, _firstToken ?? duration));
    }

    private async ValueTask<bool> MoveAsync(
        EventStreamReader reader, CancellationTokenSource idle, CancellationToken any, CancellationToken deadline, CancellationToken cancellationToken)
    {
        try
        {
            var moving = reader.ReadAsync(any);
            if (moving.IsCompletedSuccessfully)
                return moving.Result;
            var moved = await moving.ConfigureAwait(false);
            idle.CancelAfter(options.IdleTimeout);
            return moved;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var f = Facts("") with { Cause = exception };
            throw deadline.IsCancellationRequested
                ? QwenErrors.RequestTimedOut(f, options.Timeout)
                : QwenErrors.StreamStalled(f, options.IdleTimeout);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw QwenErrors.IncompleteAnswer(Facts("the connection ended in the middle of it") with { Cause = exception });
        }
    }

    private CompletionChunk Parse(ReadOnlyMemory<byte> data)
    {
        try
        {
            return JsonSerializer.Deserialize(data.Span, WireJson.Default.CompletionChunk) ?? new CompletionChunk();
        }
        catch (JsonException exception)
        {
            var words = ServiceErrorReader.Summarize(wire.Head with { Body = data });
            throw QwenErrors.ProtocolViolation(Facts($"an event is no JSON: {words}") with { Cause = exception });
        }
    }

    private ChatDelta? Take(CompletionChunk chunk)
    {
        if (chunk.Error is { ValueKind: JsonValueKind.Object or JsonValueKind.String } error)
            throw FailureClassifier.FromErrorObject(Facts("") with { RequestId = wire.Head.Header("x-request-id") }, ServiceErrorReader.Read(error));
        builder.TakeHead(chunk);
        var choice = chunk.Choices?.FirstOrDefault(c => c is not null && c.Index is null or 0);
        if (choice is null)
            return null;
        builder.TakeFinish(choice.FinishReason);
        if ((choice.Delta ?? choice.Message) is not { } message)
            return null;
        var text = AnswerReader.TextOf(message);
        var reasoning = AnswerReader.ReasoningOf(message);
        if (text.Length == 0 && string.IsNullOrEmpty(reasoning))
            return null;
        builder.TakeText(text, reasoning);
        _firstToken ??= time.GetElapsedTime(start);
        return new ChatDelta(text, string.IsNullOrEmpty(reasoning) ? null : reasoning, _index++, null);
    }

    // No event at all: a server that does not stream answers with one JSON body, a proxy with a web page.
    private ChatDelta? TakeWhole(ReadOnlyMemory<byte> bytes)
    {
        var body = AnswerReader.ReadCompletion(wire.Head with { Body = bytes }, Facts(""));
        return Take(new CompletionChunk
        {
            Id = body.Id,
            Model = body.Model,
            Created = body.Created,
            Usage = body.Usage,
            Choices = [.. body.Choices!.Select(c => c is null ? null : new ChunkChoice { Message = c.Message, FinishReason = c.FinishReason ?? "stop" })],
        });
    }

    private ServiceFailure Facts(string detail) => facts with
    {
        Attempts = attempts(),
        Status = wire.Head.Status,
        Detail = detail,
        PartialAnswer = builder.PartialText,
    };
}
