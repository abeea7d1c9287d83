using QwenCode.Batches;
using QwenCode.Chat;
using QwenCode.Commands;
using QwenCode.Conversion;
using QwenCode.Http;
using QwenCode.Showing;

namespace QwenCode.Pipeline;

/// <summary>Sends requests, several at once if configured, and writes the answers.</summary>
internal sealed class AnswerWriter
{
    private readonly ToolChatCommand _command;
    private readonly PipelinePump _pump;
    private readonly AnswerOptions _options;
    private readonly AnswerOutput _output;
    private readonly OrderedWork<Subject, ChatAnswer> _work;
    private readonly ProgressDisplay _progress;
    private readonly AnswerRenderer _renderer;
    private Checkpoint? _checkpoint;
    private bool _isLineOpen;
    private int _answered;

    /// <summary>Prepares the writing.</summary>
    public AnswerWriter(ToolChatCommand command, AnswerOptions options, int limit, bool unordered)
    {
        _command = command;
        _pump = command.Pump;
        _options = options;
        _output = new AnswerOutput(command);

        // With a schema the answer is JSON.
        _renderer = new AnswerRenderer(ConsoleWidth.Of(command.Host), options.Schema is null && TerminalStyle.IsOn(command));
        _progress = _pump.Progress = new ProgressDisplay(command);
        _work = new OrderedWork<Subject, ChatAnswer>(_pump, limit, unordered, Write);
        command.BeforeToolPrompt = BeginOther;
        command.ToolRunning = ShowTool;
    }

    /// <summary>Sends a request; if the maximum number is in progress, waits for one to complete.</summary>
    public void Ask(ChatService service, ChatRequest request, AuthContext context, CallOptions options, Subject subject, Checkpoint? checkpoint = null)
    {
        if (_options.Stream || _options.Live)
        {
            _progress.Begin(() => [options.Activity!]);
            Stream(service.StreamAsync(request, context, options, _pump.Token), subject);
            return;
        }

        _checkpoint = checkpoint;
        if (_work.Count == 0)
            _progress.Begin(UnderWay);
        _work.Add(subject with { Activity = options.Activity }, token => checkpoint is null
            ? service.AskAsync(request, context, options, token)
            : checkpoint.AskAsync(request, () => service.AskAsync(request, context, options, token)));
    }

    /// <summary>Sends a request for a whole answer as soon as it is known what it uses.</summary>
    public void Ask(ChatService service, ChatRequest request, Task<AuthContext> resolving, CallOptions options, Subject subject)
    {
        options.Activity!.Begin("Chat request", "", "answer");
        _progress.Begin(UnderWay);
        _work.Add(subject with { Activity = options.Activity }, async token => await service.AskAsync(request, await resolving.ConfigureAwait(false), options, token).ConfigureAwait(false));
    }

    /// <summary>Waits for all answers.</summary>
    public void Finish()
    {
        _progress.InputEnded(_work.Count);
        _work.Finish();
        _progress.End();
    }

    private List<RequestActivity> UnderWay() => [.. _work.UnderWay.Select(subject => subject.Activity!)];

    // A stream of chunks reads as text on the host, which would begin a line with each of them.
    private bool IsShown => _options.Live || (_options.Stream && _output.IsHost);

    private void Write(Subject subject, Task<ChatAnswer> task)
    {
        if (subject.IsAlone)
            _progress.End();
        else if (EndsCommand(task))
            End(subject, task);
        _command.Report(() => Write(Complete(task.GetAwaiter().GetResult(), subject), subject), subject);
        if (!subject.IsAlone)
            _progress.Done(!task.IsCompletedSuccessfully);
    }

    private void Write(ChatAnswer answer, Subject subject)
    {
        if (_options.AsObject)
            _output.WriteParsed(answer);
        else if (_options.AsText)
            _output.WriteText(answer);
        else
            _output.Write(answer, subject);
        Warn(answer);
    }

    // After the answer: a warning may end the pipeline.
    private void Warn(ChatAnswer answer)
    {
        foreach (var warning in AnswerWarnings.Of(answer))
            _command.WriteWarning(warning);
    }

    private static bool EndsCommand(Task task) => task.Exception?.InnerException is QwenException { EndsCommand: true };

    // The answers of requests in progress are paid for, and are written.
    private void End(Subject subject, Task<ChatAnswer> task)
    {
        var lost = 0;
        foreach (var rest in _work.TakeRest())
        {
            if (EndsCommand(rest.Task))
                lost++;
            else
                Write(rest.Item, rest.Task);
        }

        _command.Report(() => throw Ending((QwenException)task.Exception!.InnerException!, lost), subject);
    }

    private QwenException Ending(QwenException failure, int lost) => failure.With(
        $"The command ends here: {(_answered == 1 ? "1 input was" : $"{_answered} inputs were")} answered; this one{(lost == 0 ? "" : $", {lost} in progress")} and all that follow were not.");

    private void Stream(IAsyncEnumerable<ChatDelta> deltas, Subject subject)
    {
        try
        {
            var answer = new DeltaFeed(_pump, deltas).Read(chunks => Show(chunks, subject));
            if (_options.Live && !_output.IsHost)
                Write(answer, subject);
            else
                Warn(answer);
        }
        catch (Exception exception) when (exception is QwenException || ErrorRecords.IsUnexpected(exception))
        {
            if (_isLineOpen)
                EndLine();
            if (!subject.IsAlone && exception is QwenException { EndsCommand: true } failure)
                throw Ending(failure, lost: 0);
            throw;
        }
        finally
        {
            _progress.End();
        }
    }

    // All chunks at once, which costs PowerShell less; the last one only once its answer is complete.
    private void Show(List<ChatDelta> deltas, Subject subject)
    {
        var last = deltas.Count > 0 && deltas[^1].Answer is not null ? deltas[^1] : null;
        if (last is not null)
            deltas.RemoveAt(deltas.Count - 1);

        // Text that arrives is progress enough.
        if (last is not null || deltas.Exists(delta => delta.Text.Length > 0))
            _progress.End();
        if (IsShown)
            ShowOnHost(string.Concat(deltas));
        else if (_options.AsText)
            _command.WriteObject(deltas.Select(delta => delta.Text).Where(text => text.Length > 0), enumerateCollection: true);
        else
            _command.WriteObject(deltas, enumerateCollection: true);
        if (last is null)
            return;
        if (IsShown)
            EndLine();
        Complete(last.Answer!, subject);
        if (_options.Stream && !IsShown && !_options.AsText)
            _command.WriteObject(last);
    }

    private void ShowOnHost(string chunk)
    {
        if (ConsoleWidth.Of(_command.Host) is { } width)
            _renderer.Width = width;
        var text = _renderer.Next(chunk);
        _isLineOpen |= chunk.Length > 0;
        if (text.Length == 0)
            return;
        _command.WriteHostText(text, endsLine: false);
    }

    private void EndLine()
    {
        _isLineOpen = false;
        _command.WriteHostText(_renderer.End(), endsLine: true);
    }

    // A prompt or line of its own, within an answer.
    private void BeginOther()
    {
        _progress.Hide();
        if (_isLineOpen)
            EndLine();
    }

    private void ShowTool(string line)
    {
        BeginOther();
        if (IsShown)
            _command.WriteHostLine($"Tool: {line}", ConsoleColor.DarkGray);
        else
            _command.WriteVerbose($"Tool: {line}");
    }

    private ChatAnswer Complete(ChatAnswer answer, Subject subject)
    {
        _answered++;
        answer.InputObject = subject.Input;
        if (_options.Schema is { } schema)
            answer.Parsed = Parse(schema, answer);
        return answer;
    }

    private object? Parse(ResponseSchema schema, ChatAnswer answer)
    {
        try
        {
            return schema.Parse(answer);
        }
        catch (QwenException)
        {
            _checkpoint?.Reject(answer);
            throw;
        }
    }
}
