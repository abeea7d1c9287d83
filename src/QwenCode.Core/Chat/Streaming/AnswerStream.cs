using System.Text.Json;
using QwenCode.Errors;
using QwenCode.Http;

namespace QwenCode.Chat;

/// <summary>Reads a streamed answer: its chunks one by one, then the whole. An incomplete one keeps the text received so far.</summary>
/// <param name="response">The response.</param>
/// <param name="body">Its body.</param>
/// <param name="builder">Puts the answer together.</param>
/// <param name="call">The request.</param>
/// <param name="time">The clock.</param>
/// <param name="start">When the first attempt began.</param>
internal sealed class AnswerStream(ServiceResponse response, Stream body, AnswerBuilder builder, ServiceCall call, TimeProvider time, long start)
{
    // How long after the end of the answer the end of the body is awaited: only a connection whose body was read to its end serves the next request.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMilliseconds(100);

    // Maximum wait for the usage after the finish reason, if the server neither sends [DONE] nor closes the connection.
    private static readonly TimeSpan LongestUsage = TimeSpan.FromSeconds(2);

    private readonly EventStreamReader _reader = new(body, call.Options.MaximumAnswer);
    private readonly CompletionReader _completions = new();
    private long _index;
    private TimeSpan? _firstToken;
    private bool _isDone;
    private bool _hasEvents;
    private bool _hasChoices;
    private bool _endsInEmptyReason;
    private bool _isAbandoned;
    private long? _finished;

    /// <summary>The chunks; the last one carries the answer.</summary>
    /// <exception cref="QwenRequestException">The stream reported an error, is incomplete, stalled, or is not an event stream.</exception>
    public async IAsyncEnumerable<ChatDelta> ReadAsync()
    {
        using var idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, call.Deadline.Token);
        var more = true;
        while (more && !_isDone)
        {
            more = await FillAsync(idle, any.Token).ConfigureAwait(false);
            while (!_isDone && TryRead(isLast: !more && !_isAbandoned))
            {
                if (TakeEvent() is { } delta)
                    yield return delta;
            }
        }

        if (!_hasEvents && !_isDone && TakeWhole(_reader.WithoutEvents) is { } single)
            yield return single;
        if (Delta(builder.End()) is { } rest)
            yield return rest;
        ThrowIfNoAnswer();
        var duration = time.GetElapsedTime(start);
        var answer = builder.Build(call.AllAttempts, duration, _firstToken ?? duration);
        foreach (var toolCall in answer.ToolCalls)
            yield return new ChatDelta("", null, _index++, null) { ToolCall = toolCall };
        yield return new ChatDelta("", null, _index, answer);
        if (more)
            await ReadToEndAsync().ConfigureAwait(false);
    }

    // The time that the caller takes for a chunk does not count: the clock runs only while bytes are awaited.
    private async ValueTask<bool> FillAsync(CancellationTokenSource idle, CancellationToken any)
    {
        try
        {
            if (LongestWait() is not { } wait)
            {
                _isAbandoned = true;
                return false;
            }

            var filling = _reader.FillAsync(any);
            if (filling.IsCompletedSuccessfully)
                return filling.Result;
            idle.CancelAfter(wait);
            var more = await filling.ConfigureAwait(false);
            idle.CancelAfter(Timeout.InfiniteTimeSpan);
            return more;
        }
        catch (Exception exception)
        {
            var f = Facts("the connection was closed in the middle of it") with { Cause = NetworkFailures.Shown(exception) };
            var timeout = call.Deadline.Failure(f);

            // What had yet to come is the usage at most.
            if (builder.IsFinished)
            {
                _isAbandoned = true;
                return false;
            }

            throw timeout ?? (idle.IsCancellationRequested ? QwenErrors.StreamStalled(f, call.Options.IdleTimeoutAt(call.Endpoint.Provider)) : Failure(f, exception));
        }
    }

    // How long to wait for bytes; null if the answer has ended so long ago that nothing is waited for, whatever the server still sends.
    private TimeSpan? LongestWait()
    {
        if (!builder.IsFinished)
        {
            _finished = null;
            return call.Options.IdleTimeoutAt(call.Endpoint.Provider);
        }

        _finished ??= time.GetTimestamp();
        var left = LongestUsage - time.GetElapsedTime(_finished.Value);
        return left > TimeSpan.Zero ? left : null;
    }

    private bool TryRead(bool isLast)
    {
        try
        {
            return _reader.TryRead() || (isLast && _reader.TryReadRest());
        }
        catch (ResponseTooLargeException exception)
        {
            throw Failure(Facts(""), exception);
        }
    }

    // Each decompressor has exceptions of its own for what it cannot read.
    private static QwenRequestException Failure(ServiceFailure f, Exception exception) => exception switch
    {
        ResponseTooLargeException { Limit: var limit } => QwenErrors.AnswerTooLarge(f, "an event", limit),
        OperationCanceledException or IOException or HttpRequestException => QwenErrors.IncompleteAnswer(f),
        _ => QwenErrors.ProtocolViolation(f with { Detail = "its compressed body is corrupt" }),
    };

    private ChatDelta? TakeEvent()
    {
        // Some proxies keep the connection alive by an empty one.
        var data = _reader.Data.Span.Trim(" \t\r\n"u8);
        if (data.IsEmpty)
            return null;
        if (data.SequenceEqual("[DONE]"u8))
        {
            _isDone = true;
            return null;
        }

        _hasEvents = true;
        return Take(Parse(_reader.Data));
    }

    private Completion Parse(ReadOnlyMemory<byte> data)
    {
        try
        {
            var chunk = _completions.Read(data.Span) ?? new Completion();
            ThrowIfError(chunk, data);
            return chunk;
        }
        catch (JsonException exception)
        {
            var words = ServiceErrorReader.Summarize(new BufferedResponse(response, data));
            throw QwenErrors.ProtocolViolation(Facts($"an event is not JSON: {words}") with { Cause = exception });
        }
    }

    private void ThrowIfError(Completion chunk, ReadOnlyMemory<byte> data)
    {
        if (AnswerReader.ErrorIn(chunk, new BufferedResponse(response, data)) is not { } error)
            return;

        // The text of the chunk that reports it is kept too.
        builder.TakeChoices(chunk);
        throw FailureClassifier.FromErrorObject(Facts(""), error);
    }

    private ChatDelta? Take(Completion chunk)
    {
        builder.TakeHead(chunk);
        if (chunk.First is null && chunk.Others.Count == 0)
            return null;
        _hasChoices = true;
        _endsInEmptyReason = chunk.FinishReason?.Length == 0;
        if (!builder.TryCount(chunk, call.Options.MaximumAnswer))
            throw QwenErrors.AnswerTooLarge(Facts(""), "an answer", call.Options.MaximumAnswer);
        if (chunk.Text.Length > 0 || !string.IsNullOrEmpty(chunk.Reasoning))
            _firstToken ??= time.GetElapsedTime(start);
        return Delta(builder.TakeChoices(chunk));
    }

    private ChatDelta? Delta((string Text, string? Reasoning) added)
    {
        if (added is { Text.Length: 0, Reasoning: null })
            return null;
        call.Options.Activity?.Receive(added.Text.Length, added.Reasoning?.Length ?? 0);
        return new ChatDelta(added.Text, added.Reasoning, _index++, null);
    }

    // No event at all: a server that does not stream answers with one JSON body, a proxy with a web page.
    private ChatDelta? TakeWhole(ReadOnlyMemory<byte> bytes)
    {
        var delta = Take(AnswerReader.ReadCompletion(new BufferedResponse(response, bytes), call.FactsOf));
        _isDone = true;
        _endsInEmptyReason = true;
        return delta;
    }

    // Some services end with [DONE] and a reason that is empty or missing; without [DONE] that means that the answer is incomplete.
    private void ThrowIfNoAnswer()
    {
        if (builder.FinishReason == Completion.FilteredReason)
            throw QwenErrors.ContentFiltered(Facts($"finish reason {Completion.FilteredReason}"));
        if (_isDone && !_hasChoices)
            throw QwenErrors.ProtocolViolation(Facts("its events contain no answer"));
        if (builder.FinishReason is null && !(_isDone && (_endsInEmptyReason || builder.HasContent)))
            throw QwenErrors.IncompleteAnswer(Facts("the stream ended without a finish reason"));
    }

    private async Task ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(LongestEnd, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, call.Deadline.Token);
        try
        {
            while (await _reader.FillAsync(either.Token).ConfigureAwait(false))
                _reader.Discard();
        }
        catch (Exception)
        {
            // The answer is there; only the connection is not used again.
        }
    }

    private ServiceFailure Facts(string detail) => call.FactsOf(new BufferedResponse(response, ReadOnlyMemory<byte>.Empty)) with { Detail = detail, PartialAnswer = builder.PartialText };
}
