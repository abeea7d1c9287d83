using QwenCode.Pipeline;

namespace QwenCode.Console;

/// <summary>One request of the console: sends it, shows the answer as it arrives, and keeps what came of one that was cut.</summary>
internal sealed class ChatTurn(ChatConsole console)
{
    private readonly ReceivedText _received = new();

    /// <summary>The answer; <see langword="null"/> if there is no whole one.</summary>
    public ChatAnswer? Answer { get; private set; }

    /// <summary>The message that continues the conversation, incomplete if the answer is; <see langword="null"/> if nothing came.</summary>
    public ChatMessage? Reply => Answer is { } answer ? answer.Messages[^1]
        : _received.Text.Length == 0 ? null
        : new ChatMessage("assistant", _received.Contents) { IsIncomplete = true };

    /// <summary>Sends a conversation.</summary>
    /// <param name="conversation">The conversation, its last message the prompt.</param>
    /// <param name="model">A model for this answer alone.</param>
    /// <exception cref="OperationCanceledException">The command was stopped.</exception>
    public void Run(Conversation conversation, string? model)
    {
        var (command, screen) = (console.Command, console.Screen);
        var context = console.Context();
        var options = command.OptionsFor(screen.WriteNotice);
        var view = new LiveAnswer(screen, console.State.ShowsReasoning, options.Activity!, TimeProvider.System);
        screen.Content = () => Rows(view);
        try
        {
            var request = command.RequestFor(conversation, console.State, model);
            var feed = new DeltaFeed(command.Pump, command.ChatService.StreamAsync(request, context, options, command.Pump.Token));
            Answer = feed.Read(deltas =>
            {
                deltas.ForEach(_received.Add);
                view.Show(deltas);
            });
            view.End();
            foreach (var warning in Chat.AnswerWarnings.Of(Answer))
                screen.WriteNotice(warning);
        }
        catch (OperationCanceledException) when (!command.Pump.IsStopped)
        {
            view.End();
            screen.WriteNotice(_received.Text.Length > 0 ? "Canceled: the answer is incomplete." : "Canceled.");
        }
        catch (QwenException exception)
        {
            ShowRest(view, exception);
            view.End();
            var isAny = _received.Text.Length > 0;
            screen.WriteError(isAny ? exception.Event : exception.Message);
var step = NextStep.After(exception) is { } next ? $"{next} " : "";
            screen.WriteNotice($"{step}{(isAny ? "The incomplete answer is kept. " : "")}/retry sends the prompt again.");
        }
        finally
        {
            screen.Content = () => ScreenRows.None;
        }
    }

    // A chunk that reports a failure may have text, too.
    private void ShowRest(LiveAnswer view, QwenException exception)
    {
        if (exception is not QwenRequestException { PartialAnswer: { } partial } || partial.Length <= _received.Text.Length || !partial.StartsWith(_received.Text, StringComparison.Ordinal))
            return;
        var rest = new ChatDelta(partial[_received.Text.Length..], null, 0, null);
        _received.Add(rest);
        view.Show([rest]);
    }

    private ScreenRows Rows(LiveAnswer view)
    {
        var typed = console.Input.Typed;
        if (view.Status is not { } status)
            return typed;
        return typed.Rows.Count == 0 ? new ScreenRows([status], 0, 0) : new ScreenRows([status, .. typed.Rows], typed.CursorRow + 1, typed.CursorColumn);
    }
}
