using QwenCode.ArgumentCompletion;
using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Commands;
using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.Showing;
using QwenCode.SignIn;
using QwenCode.Tools;

namespace QwenCode.Console;

/// <summary>The loop of the console: reads a prompt or a command, carries it out, and keeps what came of it.</summary>
/// <param name="command">The command that it belongs to.</param>
/// <param name="state">What it knows.</param>
/// <param name="keeper">Keeps its conversation.</param>
/// <param name="screen">Its output.</param>
/// <param name="input">Its input.</param>
/// <param name="tools">The tools that the model may call.</param>
internal sealed class ChatConsole(EnterQwenChatCommand command, ChatState state, ConversationKeeper keeper, ChatScreen screen, IChatInput input, ToolUse tools)
{
    private bool _isHistoryProblemShown;
    private volatile Action? _saveRunning;

    /// <summary>The command that the console belongs to.</summary>
    public EnterQwenChatCommand Command => command;

    /// <summary>What the console knows.</summary>
    public ChatState State => state;

    /// <summary>Keeps the conversation.</summary>
    public ConversationKeeper Keeper => keeper;

    /// <summary>The console's output.</summary>
    public ChatScreen Screen => screen;

    /// <summary>The console's input.</summary>
    public IChatInput Input => input;

    /// <summary>The tools that the model may call.</summary>
    public ToolUse Tools => tools;

    /// <summary>Runs until the user ends it.</summary>
    /// <param name="prompt">The first prompt; <see langword="null"/> to let the user begin.</param>
    public void Run(string? prompt)
    {
        using var hangup = new HangupGuard(() => _saveRunning?.Invoke());
        Introduce();
        if (prompt is not null)
        {
            screen.WriteLine(PromptText.Of(prompt, screen.Size, screen.Style));
            Guard(hangup, () => SendIfAllowed(prompt));
        }

        while (!state.IsEnding && Read() is { } entered)
            Guard(hangup, () => Handle(entered));
        if (keeper.Log is { IsSaved: true } log && state.Conversation.LastPrompt is not null)
            screen.WriteNotice($"To continue this conversation: Enter-QwenChat -Resume -Name {CompletionText.Quote(log.Name)}");
    }

    /// <summary>What requests use now.</summary>
    /// <exception cref="QwenException">Nothing usable is configured.</exception>
    public AuthContext Context() => command.ForRequest(command.AuthContext);

    /// <summary>Sends a prompt with what waits for it.</summary>
    public void Send(string prompt)
    {
        foreach (var path in Mentions.In(prompt, command.Files.Exists))
            Attach(path);
        if (Mentions.Missing(prompt, command.Files.Exists, command.Files.IsDirectory) is { Count: > 0 } missing)
            screen.WriteNotice($"{string.Join(", ", missing)} {(missing.Count == 1 ? "is not a file; it is" : "are not files; they are")} sent as text.");
        var message = state.Pending.Build(prompt);
        if (state.Pending.Names.Count > 0)
            screen.WriteNotice($"With the prompt: {string.Join(", ", state.Pending.Names)}");
        state.Pending = new PendingInput();
        Ask(message);
    }

    /// <summary>Adds files to what goes with the next prompt.</summary>
    /// <param name="pattern">A path, or a pattern.</param>
    /// <returns>The names of those that were added before, and are not added again.</returns>
    /// <exception cref="QwenException">It names no file, or one that cannot be sent (<c>InvalidInput</c>).</exception>
    public IReadOnlyList<string> Attach(string pattern)
    {
        var known = command.Files.Resolve(pattern).ToLookup(state.Pending.Has);
        foreach (var (path, file) in known[false].Select(path => (path, command.Files.Read(path))).ToList())
            state.Pending.Add(path, file);
        return [.. known[true].Select(path => Path.GetFileName(path))];
    }

    /// <summary>Sends a message and shows the answer.</summary>
    /// <param name="message">The message.</param>
    /// <param name="model">A model for this answer alone; <see langword="null"/> for the one in effect.</param>
    public void Ask(ChatMessage message, string? model = null)
    {
        state.Unanswered = message;
        var turn = new ChatTurn(this);
        var isKept = 0;
        _saveRunning = () =>
        {
            turn.Close();
            Keep();
        };
        try
        {
            Converse(turn, state.Conversation.Add(message), model);
        }
        finally
        {
            // A command that is stopped loses nothing of it either.
            _saveRunning = null;
            Keep();
        }

        void Keep()
        {
            if (Interlocked.Exchange(ref isKept, 1) == 0 && turn.Messages is { Count: > 0 } messages)
                keeper.Append([message, .. messages], turn.Answer);
        }
    }

    /// <summary>Sends the last prompt again. A new answer replaces the one that it had; until then that remains.</summary>
    /// <param name="model">A model for this answer alone; <see langword="null"/> for the one in effect.</param>
    /// <exception cref="QwenException">There is no prompt.</exception>
    public void Retry(string? model)
    {
        if (state.Unanswered is { } unanswered)
        {
            Ask(unanswered, model);
            return;
        }

        var prompt = state.Conversation.LastPrompt ?? throw QwenErrors.NoTurn("send again");
        var before = state.Conversation.WithoutLastTurn();
        var turn = new ChatTurn(this);
        Converse(turn, before.Add(prompt), model);
        if (turn.Messages is { Count: > 0 } messages)
            keeper.Replace(before.Add([prompt, .. messages]));
    }

    /// <summary>Sends a conversation that does not become part of this one, and returns the answer.</summary>
    /// <exception cref="QwenException">The request failed.</exception>
    public ChatAnswer AskAside(Conversation conversation)
    {
        var context = Context();
        var options = command.OptionsFor(screen.WriteNotice);
        screen.Content = () => new ScreenRows([LiveAnswer.StatusRow(screen, options.Activity!)], 0, 0);
        try
        {
            var answer = command.Await(token => command.ChatService.AskAsync(command.RequestFor(conversation, state, null), context, options, token));
            state.Statistics.Add(answer);
            state.Statistics.ForgetTotal();
            return answer;
        }
        finally
        {
            screen.Content = () => ScreenRows.None;
        }
    }

    /// <summary>Changes what the session uses.</summary>
    public void Apply(AuthChange change)
    {
        change.Apply();
        command.UseSession();
        state.Model = null;
        screen.WriteNotice($"In effect now: {AuthChange.InWords(change.Context)}.");
    }

    /// <summary>Changes the model: over its route, if the settings have one for it.</summary>
    /// <exception cref="QwenException">It cannot be used.</exception>
    public void UseModel(string model)
    {
        if (command.AuthContext is not null)
        {
            state.Model = model;
            screen.WriteNotice($"The model is {model} from the next request on.");
            return;
        }

        var change = new AuthChange(command, AuthChange.WithRoute(command, new AuthChoice { Model = model }));
        change.EnsureUsable();
        Apply(change);
    }

    /// <summary>Shows what is in effect, and how far the conversation is.</summary>
    public void Introduce()
    {
        var failure = command.FailureOf(() =>
        {
            var endpoint = Context().EnsureUsable();
            screen.WriteNotice($"{command.ModelInEffect(state)} at {UrlText.Authority(endpoint.ShownUrl)}, {endpoint.CredentialInWords}");
        });
        if (failure is not null)
            Report(failure);
        screen.WriteNotice($"{(keeper.Log is { } log ? $"Conversation {log.Name}" : "The conversation is not saved")}. /help lists the commands.");
        if (tools.Tools.Count > 0)
            screen.WriteNotice($"Tools: {string.Join(", ", tools.Tools.Select(tool => tool.Name))}. Each call is prompted for unless it is approved; /tools shows more.");
        if (state.Conversation.Messages.Count(message => message.Role == "user") is > 0 and var prompts)
            screen.WriteNotice($"The conversation has {prompts:N0} {(prompts == 1 ? "prompt" : "prompts")} so far; the last: {HumanText.FirstLine(state.Conversation.LastPrompt!.Text)}");
    }

    private string? Read()
    {
        if (!_isHistoryProblemShown && input.HistoryProblem is { } problem)
        {
            screen.WriteNotice(problem);
            _isHistoryProblemShown = true;
        }

        return input.Read();
    }

    private void Converse(ChatTurn turn, Conversation whole, string? model)
    {
        InputLimits.Ensure(whole);
        turn.Run(whole, model);
        if (turn.Messages.Count > 0)
            state.Unanswered = null;
        if (turn.Answer is { } answer)
            state.Statistics.Add(answer);
        else
            state.Statistics.AddUnanswered();
    }

    private void Handle(string entered)
    {
        if (string.IsNullOrWhiteSpace(entered))
            return;
        if (entered.StartsWith('/'))
            SlashCommands.Run(this, entered);
        else if (entered.StartsWith('!'))
            new SessionCommand(this).Run(entered[1..]);
        else if (entered.Trim() is "exit" or "quit")
            screen.WriteNotice($"{SessionCommand.HowToLeave} The word was not sent.");
        else
            SendIfAllowed(entered);
    }

    private void SendIfAllowed(string prompt)
    {
        if (SecretMask.Text(prompt) == prompt || input.Prompts.Confirm("The prompt contains what looks like a key. Send it to the model?"))
            Send(prompt);
        else
            screen.WriteNotice("The prompt was not sent.");
    }

    private void Report(QwenException failure)
    {
        screen.WriteError(failure.Message);
        if (NextStep.After(failure) is { } step)
            screen.WriteNotice(step);
    }

    // Ctrl+C ends what runs, and the console continues.
    private void Guard(HangupGuard hangup, Action action)
    {
        using var scope = command.Pump.BeginScope();
        using var listening = input.Listen(scope.Cancel);
        try
        {
            QwenException? failure = null;
            hangup.Run(scope.Cancel, () => failure = command.FailureOf(action));
            if (failure is not null)
                Report(failure);
        }
        catch (OperationCanceledException) when (!command.Pump.IsStopped)
        {
            screen.WriteNotice("Canceled.");
        }
    }
}
