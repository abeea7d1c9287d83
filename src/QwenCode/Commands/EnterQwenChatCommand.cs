using System.Collections;
using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Chat;
using QwenCode.Console;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Http;
using QwenCode.Loading;
using QwenCode.Pipeline;
using QwenCode.SignIn;
using QwenCode.Tools;

namespace QwenCode.Commands;

/// <summary>
/// Opens a console to chat with a model: answers are shown as they arrive, <c>/auth</c> and other commands change how it continues, and each
/// turn is saved. When it ends, it writes the conversation. In a session that cannot prompt it fails at once.
/// </summary>
[Cmdlet(VerbsCommon.Enter, "QwenChat", SupportsShouldProcess = true)]
[OutputType(typeof(Conversation))]
public sealed class EnterQwenChatCommand : ToolChatCommand
{
    private SessionFiles? _files;
    private int _conversations;

    /// <summary>The first prompt.</summary>
    [Parameter(Position = 0)]
    [PromptTransformation]
    [ValidateNotBlank]
    [Alias("Message")]
    public string? Prompt { get; set; }

    /// <summary>The system prompt.</summary>
    [Parameter]
    [ValidateNotBlank]
    [Alias("System", "SystemMessage")]
    [SystemPromptTransformation]
    public string? SystemPrompt { get; set; }

    /// <summary>The conversation to continue: a conversation, an answer, or either from a file. It is saved as a new one.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    [ConversationTransformation(IsOptional = true)]
    public Conversation Conversation { get; set; } = Conversation.Empty;

    /// <summary>The name under which the conversation is saved, or with <see cref="Resume"/> was saved. Defaults to one made of the time.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SavedConversationCompleter))]
    [NameTransformation(typeof(SavedConversation))]
    [ValidateNotBlank]
    public string? Name { get; set; }

    /// <summary>Continues the saved conversation named <see cref="Name"/>, or the last one of the current directory.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Saves neither the conversation nor the history of prompts.</summary>
    [Parameter]
    public SwitchParameter NoSave { get; set; }

    /// <summary>Does not save the history of prompts.</summary>
    [Parameter]
    public SwitchParameter NoHistory { get; set; }

    /// <summary>The files that the user names.</summary>
    internal SessionFiles Files => _files ??= new SessionFiles(this, ReadFile, ReadImage);

    /// <inheritdoc/>
    protected override void ProcessRecord() => _conversations++;

    /// <inheritdoc/>
    protected override void EndProcessing() => ReportAll(() =>
    {
        if ((ToolHost.IsIn(Host) ? "a tool cannot open a console" : Interactivity.ReasonNotToPrompt(Host)) is { } reason)
            throw QwenErrors.ConsoleUnavailable(reason);
        EnsureConsistent();
        ConnectorLoader.Prepare();
        var conversation = Talk(ReadTools());

        // At the console it has just been seen.
        if (!new OutputTarget(this).IsHost)
            WriteObject(conversation);
    });

    /// <summary>Reads a file that will be sent, off the pipeline thread.</summary>
    /// <exception cref="QwenException">It cannot be read, or its content must not be sent to the endpoint.</exception>
    internal AttachedFile ReadFile(string path) => Read(path, AttachedFile.FromFile, () => ForRequest(AuthContext));

    /// <summary>Reads an image that will be sent, off the pipeline thread.</summary>
    /// <inheritdoc cref="ReadFile"/>
    internal ChatImage ReadImage(string path) => Read(path, file => AttachedFile.ImageFromFile(file, "To attach a text file: /attach <path>"), () => ForRequest(AuthContext));

    /// <summary>The request for a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="state">What was chosen in the console.</param>
    /// <param name="model">A model for this request alone.</param>
    internal ChatRequest RequestFor(Conversation conversation, ChatState state, string? model)
    {
        var request = Request(conversation, null);
        return request with { Model = model ?? state.Model ?? request.Model, EnableThinking = state.Thinks ?? request.EnableThinking };
    }

    /// <summary>The model of the next request, in words.</summary>
    internal string ModelInEffect(ChatState state) => state.Model ?? Model ?? ForRequest(AuthContext).Model ?? "no model";

    /// <summary>The options of a request.</summary>
    /// <param name="notify">Called on the pipeline thread with what changes on the way.</param>
    internal CallOptions OptionsFor(Action<string> notify) => Options() with { Notify = text => Pump.Post(() => notify(text)) };

    /// <summary>Uses what the session uses from now on, instead of what was specified.</summary>
    internal void UseSession() => (AuthContext, Model) = (null, null);

    /// <summary>The models that complete what was typed.</summary>
    internal IReadOnlyList<(string Text, string Description)> CompleteModel(string typed)
    {
        var parameters = new Hashtable { [nameof(AuthContext)] = AuthContext };
        return [.. new ModelCompleter().CompleteArgument(MyInvocation.InvocationName, nameof(Model), typed, null!, parameters).Select(found => (found.ListItemText, WithoutName(found.ToolTip, found.ListItemText)))];
    }

    // The console shows the name in front of it.
    private static string WithoutName(string description, string name) =>
        description.StartsWith(name, StringComparison.Ordinal) && (description.Length == name.Length || " ,:".Contains(description[name.Length], StringComparison.Ordinal))
            ? description[name.Length..].TrimStart(' ', ',', ':')
            : description;

    private void EnsureConsistent()
    {
        if (_conversations == 0 && MyInvocation.ExpectingInput)
            throw QwenErrors.InvalidParameter("Nothing that was piped is a conversation.", "Pipe one of Get-QwenConversation, or an answer of Invoke-QwenChat.");
        if (_conversations > 1)
            throw QwenErrors.InvalidParameter($"A console continues one conversation, and {_conversations} were piped.", "Pipe one of them, such as Get-QwenConversation -Last");
        if (Resume && (MyInvocation.BoundParameters.ContainsKey(nameof(Conversation)) || SystemPrompt is not null))
            throw QwenErrors.InvalidParameter("-Resume continues a saved conversation and cannot be combined with -Conversation or -SystemPrompt.", "Leave out one of them; in the console, /system changes the system prompt.");
        if (NoSave && (Name is not null || Resume))
            throw QwenErrors.InvalidParameter("-NoSave saves nothing and cannot be combined with -Name or -Resume.", "Leave out one of them.");
    }

    private Conversation Talk(IReadOnlyList<QwenTool> tools)
    {
        var state = new ChatState();
        var folder = ConversationStore.DefaultFolder;
        using var keeper = new ConversationKeeper(state, folder is null ? null : new ConversationStore(folder, TimeProvider.System), !NoSave, this);
        if (Resume)
            keeper.Resume(Name);
        else
            keeper.Begin(SystemPrompt is null ? Conversation : Conversation.WithSystem(SystemPrompt), Name);
        ChatConsole? console = null;
        var terminal = ConsoleWidth.Of(Host) is not null && !System.Console.IsInputRedirected ? System.Console.Out : null;
        var screen = new ChatScreen(this, terminal, new ConsoleStyle(terminal is not null && TerminalStyle.IsOn(this)));
        BeforeShowing = screen.Hide;
        using IChatInput input = terminal is null
            ? new HostInput(Host, TimeProvider.System)
            : new TerminalInput(Pump, screen, new LineEditor(History(), new ChatCompleter(() => console!)) { Prompt = "> " }, TimeProvider.System);
        var use = new ToolUse(this, () => input.Prompts, action => Lend(input, action), () => input.ReturnQueued()) { Tools = tools };
        console = new ChatConsole(this, state, keeper, screen, input, use);
        console.Run(Prompt);
        return state.Conversation;
    }

    // While a tool runs, it has the keys; Ctrl+C ends it with the turn.
    private void Lend(IChatInput input, Action action)
    {
        var scope = Pump.Scope;
        input.Lend(() => scope?.Cancel(), action);
    }

    private PromptHistory History()
    {
        var path = NoSave || NoHistory || DataFolder.Path is not { } folder ? null : Path.Join(folder, "history.jsonl");
        return OffThread(() => new PromptHistory(path));
    }
}
