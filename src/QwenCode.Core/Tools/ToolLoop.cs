using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Http;

namespace QwenCode.Tools;

/// <summary>
/// Offers tools to a model and carries out its calls: each is answered, in order, before the next request. An answer without calls ends the
/// loop. After the last round the model is told to answer with what it has.
/// </summary>
/// <param name="inner">Sends the requests.</param>
/// <param name="toolbox">The tools.</param>
/// <param name="transcript">Takes what happens.</param>
/// <param name="maximumRounds">Maximum number of times that the model gets results.</param>
/// <param name="time">The clock.</param>
internal sealed class ToolLoop(IChatClient inner, Toolbox toolbox, ToolTranscript transcript, int maximumRounds, TimeProvider time) : IChatClient
{
    // Between the texts of two messages, which are shown as one.
    private const string Separator = "\n\n";

    private long _index;
    private bool _hasText;

    /// <inheritdoc/>
    public async Task<DeltaReader> OpenAsync(ChatCall call)
    {
        call.Request = call.Request with { Tools = toolbox.Definitions };
        var deltas = ReadAsync(call).GetAsyncEnumerator();
        await deltas.MoveNextAsync().ConfigureAwait(false);
        var reader = new DeltaReader(deltas.Current, null, deltas);
        return call.Stream ? reader : await reader.CollectAsync().ConfigureAwait(false);
    }

    private async IAsyncEnumerable<ChatDelta> ReadAsync(ChatCall call)
    {
        var requested = call.Deadline.Requested;
        for (var round = 0; ; round++)
        {
            // The time that tools take, and the user to approve them, is not that of a request.
            using var deadline = new Deadline(call.Options.TimeoutAt(call.Endpoint.Provider), time, requested);
            call.ContinueWith(transcript.Conversation ?? call.Request.Conversation, deadline);
            ChatAnswer? answer = null;
            await foreach (var delta in AskAsync(call).ConfigureAwait(false))
            {
                answer ??= delta.Answer;
                if (delta.Answer is null)
                    yield return delta;
            }

            var calls = transcript.Take(answer!);
            if (calls.Count == 0)
            {
                yield return Last(answer!);
                yield break;
            }

            // After the last round no call is run; if the model makes more, that ends it.
            var isOver = round >= maximumRounds;
            var (ends, stopped) = (false, (ToolOutcome?)null);
            foreach (var pending in calls)
            {
                var outcome = await RunAsync(pending, isOver, stopped, requested).ConfigureAwait(false);
                transcript.Take(outcome);
                ends |= outcome.Ends;
                stopped ??= outcome.Stops ? outcome : null;
                yield return new ChatDelta("", null, _index++, null) { ToolCall = outcome.Record };
            }

            requested.ThrowIfCancellationRequested();
            if (stopped is not null)
                throw transcript.AddTo(QwenErrors.ToolCallsStopped(stopped.Record.Name));
            if (round > maximumRounds)
                throw transcript.AddTo(QwenErrors.ToolRoundsExceeded($"{maximumRounds}"));
            if (ends)
            {
                yield return Last(answer!);
                yield break;
            }

            call.Request = call.Request with { ForbidsToolCalls = isOver };
        }
    }

    // One request, its chunks numbered behind those of earlier ones.
    private async IAsyncEnumerable<ChatDelta> AskAsync(ChatCall call)
    {
        var reader = await Attributed(() => new ValueTask<DeltaReader>(inner.OpenAsync(call))).ConfigureAwait(false);
        await using var ending = reader.ConfigureAwait(false);
        var begins = _hasText;
        do
        {
            var delta = reader.Current;
            if (delta.Answer is not null)
                yield return delta;
            if (delta is not { Answer: null, ToolCall: null })
                continue;
            if (begins && delta.Text.Length > 0)
                yield return new ChatDelta(Separator, null, _index++, null);
            (begins, _hasText) = (begins && delta.Text.Length == 0, _hasText || delta.Text.Length > 0);
            yield return new ChatDelta(delta.Text, delta.Reasoning, _index++, null);
        }
        while (await Attributed(reader.MoveNextAsync).ConfigureAwait(false));
    }

    private Task<ToolOutcome> RunAsync(ChatToolCall call, bool isOver, ToolOutcome? stopped, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromResult(Toolbox.Canceled(call));
        if (stopped is not null)
            return Task.FromResult(Toolbox.NotRun(call, ToolCallStatus.Canceled, "the user stopped the request"));
        return isOver
            ? Task.FromResult(Toolbox.NotRun(call, ToolCallStatus.NotRun, $"the maximum of {maximumRounds} rounds of tool calls is reached. Answer with what you have."))
            : toolbox.RunAsync(call, cancellationToken);
    }

    private ChatDelta Last(ChatAnswer answer) => new("", null, _index, transcript.Complete(answer));

    // A failure has with it what happened before.
    private async ValueTask<T> Attributed<T>(Func<ValueTask<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (QwenException exception)
        {
            transcript.AddTo(exception);
            throw;
        }
    }
}
