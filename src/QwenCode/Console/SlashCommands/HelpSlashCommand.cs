using QwenCode.Authentication;
using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary><c>/help</c>.</summary>
internal sealed class HelpSlashCommand : SlashCommand
{
    private static readonly (string, string)[] Others =
    [
        ("@path", "In a prompt: attaches the file. With spaces: @\"my file.txt\""),
        ("!command", "Runs a PowerShell command in your session, and offers its output to the next prompt."),
        ("!!command", "Runs a program that needs the terminal, such as an editor. Its output is not kept."),
    ];

    private static readonly (string, string)[] Keys =
    [
        ("Enter", "Sends the prompt. Ctrl+J, Alt+Enter, Shift+Enter, or \\ at the end: a new line."),
        ("Ctrl+C", "Cancels the answer, or clears the line; twice at an empty prompt: exits."),
        ("Esc", "Cancels the answer, or clears the line."),
        ("Up, Down", "Earlier and later prompts. Ctrl+R searches them."),
        ("Tab", "Completes commands, models, names and paths; after !, what PowerShell completes."),
        ("Ctrl+L, Ctrl+D", "Clears the screen; exits at an empty prompt."),
    ];

    /// <inheritdoc/>
    public override string Name => "help";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["?"];

    /// <inheritdoc/>
    public override string Argument => "[command]";

    /// <inheritdoc/>
    public override string Summary => "Lists the commands and keys, or shows one command.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        if (argument.Length > 0)
        {
            if (argument.Any(char.IsWhiteSpace))
                throw QwenErrors.InvalidSlashArgument(Name, argument, "the name of one command");
            var command = SlashCommands.Find(argument)
                ?? throw QwenErrors.NoSuchSlashCommand($"/{argument.TrimStart('/')}", Suggestion.Find(argument, SlashCommands.Names) ?? "").With("", "/help lists the commands.");
            DescriptionList.Write(console.Screen, [(Usage(command), command.Summary)]);
            return;
        }

        DescriptionList.Write(console.Screen, [.. SlashCommands.All.Select(command => (Usage(command), command.Summary)), .. Others]);
        console.Screen.WriteLine();
        DescriptionList.Write(console.Screen, Keys);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) =>
        SlashCommands.All.Select(command => (command.Name, command.Summary));

    private static string Usage(SlashCommand command) => $"/{command.Name}{(command.Argument.Length == 0 ? "" : $" {command.Argument}")}";
}
