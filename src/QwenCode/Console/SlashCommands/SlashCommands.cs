using QwenCode.Authentication;
using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary>The commands of the console.</summary>
internal static class SlashCommands
{
    /// <summary>All of them, as help lists them.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new HelpSlashCommand(), new AuthSlashCommand(), new ModelSlashCommand(), new SystemSlashCommand(), new ThinkSlashCommand(),
        new ToolsSlashCommand(), new AttachSlashCommand(), new ImageSlashCommand(), new DetachSlashCommand(),
        new RetrySlashCommand(), new UndoSlashCommand(), new CopySlashCommand(), new CodeSlashCommand(),
        new ClearSlashCommand(), new SaveSlashCommand(), new ResumeSlashCommand(), new CompressSlashCommand(), new StatsSlashCommand(),
        new ExitSlashCommand(),
    ];

    /// <summary>The names, without the slash.</summary>
    public static IEnumerable<string> Names => All.Select(command => command.Name);

    /// <summary>The command of a name; <see langword="null"/> if there is none.</summary>
    /// <param name="name">The name, with or without the slash, in any case.</param>
    public static SlashCommand? Find(string name) => All.FirstOrDefault(
        command => command.Aliases.Prepend(command.Name).Contains(name.TrimStart('/'), StringComparer.OrdinalIgnoreCase));

    /// <summary>Carries out a line that begins with a slash.</summary>
    /// <exception cref="QwenException">There is no such command, or it cannot be carried out.</exception>
    public static void Run(ChatConsole console, string line)
    {
        var end = line.AsSpan().IndexOfAny(" \t\n");
        var name = end < 0 ? line : line[..end];
        var argument = end < 0 ? "" : line[end..].Trim();
        var command = Find(name) ?? throw QwenErrors.NoSuchSlashCommand(name, Suggestion.Find(name, Names) ?? "");
        if (argument.Length > 0 && command.Argument.Length == 0)
            throw QwenErrors.InvalidSlashArgument(command.Name, argument, "no argument");
        if (argument.Length > 0 && argument.Trim('"', '\'').Trim().Length == 0)
            throw QwenErrors.EmptySlashArgument(command.Name);
        command.Run(console, argument);
    }
}
