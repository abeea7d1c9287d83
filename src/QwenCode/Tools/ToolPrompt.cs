using System.Management.Automation;
using System.Management.Automation.Host;
using QwenCode.Commands;
using QwenCode.Console;
using QwenCode.Showing;
using QwenCode.SignIn;

namespace QwenCode.Tools;

/// <summary>Prompts on the pipeline thread for the approval of a tool call, one at a time.</summary>
/// <param name="command">The command that offers the tools.</param>
/// <param name="prompts">Prompts the user.</param>
internal sealed class ToolPrompt(QwenCommand command, Func<Prompts> prompts) : IToolApprover
{
    private const int ManyRows = 3;

    private static readonly (string, string)[] Choices =
    [
        ("&Yes", "Runs the command once."),
        ("Yes to &all of this command", "Runs it, and all further calls of this tool in this session."),
        ("&No", "Does not run it. The model is told, and goes on."),
        ("No, and &stop", "Does not run it, and stops the request."),
    ];

    // Nobody approves what was not shown.
    private static readonly (string, string)[] ChoicesBefore =
    [
        ("Show the &whole command", "Shows all of it, also what looks like a secret, and prompts again."),
        Choices[(int)ToolChoice.No],
        Choices[(int)ToolChoice.NoAndStop],
    ];

    /// <summary>Called on the pipeline thread before a prompt is shown.</summary>
    public Action? Prompting { get; init; }

    /// <summary>Called on the pipeline thread after the user denied a call.</summary>
    public Action? Denied { get; init; }

    /// <inheritdoc/>
    public string? ReasonNotToPrompt { get; } = Interactivity.ReasonNotToPrompt(command.Host);

    /// <inheritdoc/>
    public bool IsWhatIf { get; } = IsOn(command, "WhatIf") ?? LanguagePrimitives.IsTrue(command.GetVariableValue("WhatIfPreference"));

    /// <inheritdoc/>
    public bool ConfirmsEach { get; } = IsOn(command, "Confirm") ?? false;

    /// <inheritdoc/>
    public Task ShowAsync(IToolRun run, CancellationToken cancellationToken) => command.Pump.InvokeAsync(
        () =>
        {
            Prompting?.Invoke();
            command.ShouldProcess(run.Command, "Run the tool");
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ToolChoice> PromptAsync(ITool tool, IToolRun run, CancellationToken cancellationToken) => command.Pump.InvokeAsync(
        () =>
        {
            Prompting?.Invoke();
            command.BeforeShowing?.Invoke();
            var question = $"Run the tool {tool.Definition.Name}{(tool.IsReadOnly ? " (read-only)" : "")}?";
            try
            {
                var choice = Choose(question, tool, run);
                if (choice is ToolChoice.No or ToolChoice.NoAndStop)
                    Denied?.Invoke();
                return choice;
            }
            catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException or NotSupportedException)
            {
                return ToolChoice.None;
            }
        },
        cancellationToken);

    private ToolChoice Choose(string question, ITool tool, IToolRun run)
    {
        var (user, whole) = (prompts(), run.WholeCommand);
        if (whole is not null && Choose(user, question, $"{Shown(user, run.Command, tool)}\nSome values are shortened or masked.", ChoicesBefore, 1) is var look and not 0)
            return look == 2 ? ToolChoice.NoAndStop : ToolChoice.No;
        var choice = Choose(user, question, Shown(user, whole ?? run.Command, tool), Choices, (int)(tool.IsReadOnly ? ToolChoice.Yes : ToolChoice.No));
        return choice is >= (int)ToolChoice.Yes and <= (int)ToolChoice.NoAndStop ? (ToolChoice)choice : ToolChoice.No;
    }

    // A model fills rows so that one of them reads as the question about another tool, and the real question scrolls out of the window.
    private static string Shown(Prompts user, string command, ITool tool)
    {
        var rows = HangingRows.Of(command, user.Width ?? TerminalSize.Usual.Width);
        var isLong = rows.Count(character => character == '\n') >= ManyRows;
        return $"{(user.Width is null ? command : rows)}{(isLong ? $"\nThis is a single call of {tool.Definition.Name}." : "")}";
    }

    // What was typed ahead was meant for something else.
    private static int Choose(Prompts user, string question, string message, IReadOnlyList<(string Label, string Description)> choices, int preferred)
    {
        user.DiscardTyped();
        return user.Choose(question, message, choices, preferred);
    }

    private static bool? IsOn(QwenCommand command, string parameter) =>
        command.MyInvocation.BoundParameters.TryGetValue(parameter, out var given) ? LanguagePrimitives.IsTrue(given) : null;
}
