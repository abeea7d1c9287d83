using QwenCode.Chat;
using QwenCode.Pipeline;
using QwenCode.Tools;

namespace QwenCode.Console;

/// <summary>One request of the console: sends it, shows the answer as it arrives, and keeps what arrived of an incomplete one.</summary>
internal sealed class ChatTurn(ChatConsole console)
{
    private readonly ToolTranscript _transcript = new();
    private ReceivedText _received = new();
    private int _before;
    private int _shownCalls;

    /// <summary>The answer; <see langword="null"/> if there is no whole one.</summary>
    public ChatAnswer? Answer { get; private set; }

    /// <summary>The messages that continue the conversation, the last one incomplete if the answer is; empty if nothing came.</summary>
    public IReadOnlyList<ChatMessage> Messages => Answer is { } answer
        ? [.. answer.Messages.Skip(_before)]
        : [.. _transcript.Conversation?.Messages.Skip(_before) ?? [], .. HasIncomplete ? [new ChatMessage("assistant", _received.Contents) { IsIncomplete = true }] : Array.Empty<ChatMessage>()];

    // The text beside calls is in their message.
    private bool HasIncomplete => _received.Text.Length > 0 && _shownCalls == _transcript.Calls.Count;

    /// <summary>Takes nothing more; a call without a result gets the one that it may have run in part. May be called on another thread.</summary>
    public void Close() => _transcript.Close();

    /// <summary>Sends a conversation.</summary>
    /// <param name="conversation">The conversation, its last message the prompt.</param>
    /// <param name="model">A model for this answer alone.</param>
    /// <exception cref="OperationCanceledException">The command was stopped.</exception>
    public void Run(Conversation conversation, string? model)
    {
        _before = conversation.Messages.Count;
        var (command, screen) = (console.Command, console.Screen);
        var context = console.Context();
        var options = command.OptionsFor(screen.WriteNotice);
        var view = new LiveAnswer(screen, console.State.ShowsReasoning, options.Activity!, TimeProvider.System);
        command.BeforeToolPrompt = view.End;
        command.ToolRunning = line =>
        {
            view.End();
            screen.WriteCommand($"Tool: {line}");
        };
        screen.Content = () => Rows(view);
        try
        {
            var request = command.RequestFor(conversation, console.State, model);
            var service = console.Tools.Around(command.ChatService, _transcript);
            var feed = new DeltaFeed(command.Pump, service.StreamAsync(request, context, options, command.Pump.Token));
            Answer = feed.Read(deltas => Show(view, deltas));
            view.End();
            foreach (var warning in AnswerWarnings.Of(Answer))
                screen.WriteNotice(warning);
        }
        catch (OperationCanceledException) when (!command.Pump.IsStopped)
        {
            _transcript.Close();
            view.End();
            foreach (var call in _transcript.Calls.Skip(_shownCalls))
                screen.WriteNotice(ToolCallText.Of(call));
            screen.WriteNotice(Messages.Count > 0 ? "Canceled: the answer is incomplete." : "Canceled.");
        }
        catch (QwenException exception)
        {
            _transcript.Close();
            ShowRest(view, exception);
            view.End();
            var isAny = Messages.Count > 0;
            screen.WriteError(isAny ? exception.Event : exception.Message);
            var step = NextStep.After(exception) is { } next ? $"{next} " : "";
            screen.WriteNotice($"{step}{(isAny ? "What arrived is kept. " : "")}/retry sends the prompt again.");
        }
        finally
        {
            // A command that is stopped, or whose terminal is gone, leaves no call without a result.
            _transcript.Close();
            screen.Content = () => ScreenRows.None;
        }
    }

    private void Show(LiveAnswer view, List<ChatDelta> deltas)
    {
        var position = deltas.FindIndex(delta => delta.ToolCall is not null);
        if (position < 0)
        {
            deltas.ForEach(_received.Add);
            view.Show(deltas);
            return;
        }

        Show(view, deltas.GetRange(0, position));
        view.End();
        console.Screen.WriteNotice(ToolCallText.Of(deltas[position].ToolCall!));
        _received = new ReceivedText();
        _shownCalls++;
        Show(view, deltas.GetRange(position + 1, deltas.Count - position - 1));
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
