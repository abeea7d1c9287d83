using System.Management.Automation;
using QwenCode.Chat;

namespace QwenCode.Pipeline;

/// <summary>In which form answers leave the cmdlet.</summary>
/// <param name="Schema">The schema that they follow.</param>
/// <param name="AsObject">Whether just the object is written.</param>
/// <param name="Stream">Whether pieces are written.</param>
/// <param name="Live">Whether the text is shown on the host as it comes.</param>
internal sealed record AnswerForm(ResponseSchema? Schema, bool AsObject, bool Stream, bool Live);

/// <summary>Asks, several questions at once where that is wished, and writes what comes back.</summary>
internal sealed class AnswerWriter
{
    // Pieces that may wait for the pipeline; beyond them the reading of the stream pauses.
    private const int MostWaitingPieces = 1024;

    private readonly QwenCommand _command;
    private readonly PipelinePump _pump;
    private readonly AnswerForm _form;
    private readonly OrderedWork<object?, ChatAnswer> _work;
    private readonly BatchProgress _progress;
    private readonly bool _isBatch;

    /// <summary>Prepares the writing.</summary>
    public AnswerWriter(QwenCommand command, PipelinePump pump, AnswerForm form, int limit, bool unordered)
    {
        _command = command;
        _pump = pump;
        _form = form;
        _isBatch = limit > 1;
        _progress = new BatchProgress(command, TimeProvider.System);
        _work = new OrderedWork<object?, ChatAnswer>(pump, limit, unordered, Write);
    }

    /// <summary>Asks; where all places are taken, waits for one.</summary>
    public void Ask(ChatService service, ChatRequest request, AuthContext context, CallOptions options, object? target)
    {
        if (_form.Stream || _form.Live)
            Stream(service, request, context, options);
        else
            _work.Add(target, token => service.AskAsync(request, context, options, token));
    }

    /// <summary>Waits for all answers.</summary>
    public void Finish()
    {
        _progress.InputEnded(_work.Count);
        _work.Finish();
        _progress.Complete();
    }

    private void Write(object? target, Task<ChatAnswer> task)
    {
        var failed = !task.IsCompletedSuccessfully;
        _command.Report(
            () =>
            {
                var answer = task.GetAwaiter().GetResult();
                if (_isBatch)
                    answer.InputObject = target is PSObject wrapped ? wrapped.BaseObject : target;
                Parse(answer);
                _command.WriteObject(_form.AsObject ? answer.Parsed : answer);
            },
            target);
        if (_isBatch)
            _progress.Done(failed);
    }

    private void Stream(ChatService service, ChatRequest request, AuthContext context, CallOptions options)
    {
        using var room = new SemaphoreSlim(MostWaitingPieces);
        var answer = _pump.Wait(_pump.Start(async token =>
        {
            ChatAnswer? whole = null;
            await foreach (var delta in service.StreamAsync(request, context, options, token).ConfigureAwait(false))
            {
                whole = delta.Answer;
                await room.WaitAsync(token).ConfigureAwait(false);
                _pump.Post(() =>
                {
                    room.Release();
                    Show(delta);
                });
            }

            return whole!;
        }));
        if (_form.Live)
            _command.WriteObject(_form.AsObject ? answer.Parsed : answer);
    }

    private void Show(ChatDelta delta)
    {
        if (delta.Answer is { } answer)
            Parse(answer);
        if (_form.Stream)
            _command.WriteObject(delta);
        else if (delta.Answer is not null || delta.Text.Length > 0)
            _command.WriteInformation(new HostInformationMessage { Message = delta.Text, NoNewLine = delta.Answer is null }, ["PSHOST"]);
    }

    private void Parse(ChatAnswer answer)
    {
        if (answer.FinishReason == "length")
            _command.WriteWarning("The answer was cut off at the limit of its length; -MaxTokens raises it, as far as the model allows.");
        if (_form.Schema is { } schema)
            answer.Parsed = schema.ToObject(StructuredAnswer.Parse(answer));
    }
}
