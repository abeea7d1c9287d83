using QwenCode.Authentication;
using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary><c>/help</c>.</summary>
internal sealed class HelpSlashCommand : SlashCommand
{
    private const int Gap = 2;
    private const int SmallestColumn = 30;

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
        ("Tab", "Completes commands, models, names and paths."),
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
            var command = SlashCommands.Find(argument) ?? throw QwenErrors.NoSuchSlashCommand(argument, Suggestion.Find(argument, SlashCommands.Names) ?? "");
            Write(console, [(Usage(command), command.Summary)]);
            return;
        }

        Write(console, [.. SlashCommands.All.Select(command => (Usage(command), command.Summary)), .. Others]);
        console.Screen.WriteLine();
        Write(console, Keys);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) =>
        SlashCommands.All.Select(command => (command.Name, command.Summary));

    private static string Usage(SlashCommand command) => $"/{command.Name}{(command.Argument.Length == 0 ? "" : $" {command.Argument}")}";

    // On a narrow screen the texts are below the names.
    private static void Write(ChatConsole console, IReadOnlyList<(string Name, string Text)> lines)
    {
        var width = console.Screen.Size.Width;
        var names = lines.Max(line => line.Name.Length) + (2 * Gap);
        var isNarrow = width - names < SmallestColumn;
        var indentation = new string(' ', isNarrow ? 2 * Gap : names);
        foreach (var (name, text) in lines)
        {
            var rows = WordWrap.Of(text, width - indentation.Length).Split('\n');
            if (isNarrow)
                console.Screen.WriteLine($"{new string(' ', Gap)}{name}");
            for (var i = 0; i < rows.Length; i++)
                console.Screen.WriteLine(!isNarrow && i == 0 ? $"{new string(' ', Gap)}{name}".PadRight(names) + rows[i] : indentation + rows[i]);
        }
    }
}
