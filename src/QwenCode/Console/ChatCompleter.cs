using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>Completes slash commands, their arguments, paths after <c>@</c>, and commands after <c>!</c>.</summary>
/// <param name="console">The console.</param>
internal sealed class ChatCompleter(Func<ChatConsole> console) : ILineCompleter
{
    // A row of the menu shows no more of it.
    private const int MostDescription = 500;

    /// <inheritdoc/>
    public Completions Complete(string text, int cursor)
    {
        var before = text[..cursor];
        if (before.StartsWith('/') && !before.Contains('\n', StringComparison.Ordinal))
            return before.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var end ? Argument(before, end) : Name(before, cursor);
        if (before.StartsWith('!'))
            return SessionCompletion.Complete(text, cursor);
        var start = before.LastIndexOfAny([' ', '\n', '\t']) + 1;
        return start < before.Length && before[start] == '@'
            ? Of(start, cursor, console().Command.Files.Complete(before[(start + 1)..].TrimStart('"')).Select(found => (Mention(found.Text), found.Description)))
            : Completions.None;
    }

    private static Completions Name(string typed, int cursor) => Of(
        0,
        cursor,
        SlashCommands.All.Where(command => command.Name.StartsWith(typed[1..], StringComparison.OrdinalIgnoreCase))
            .Select(command => ($"/{command.Name}{(command.Argument.Length > 0 ? " " : "")}", command.Summary)));

    private Completions Argument(string before, int end)
    {
        var start = end + 1;
        while (start < before.Length && before[start] == ' ')
            start++;
        var typed = before[start..];
        return SlashCommands.Find(before[..end]) is not { } command
            ? Completions.None
            : Of(start, before.Length, command.Complete(console(), typed).Where(found => found.Text.Contains(typed, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Completions whose texts are harmless for a terminal.</summary>
    public static Completions Of(int start, int end, IEnumerable<(string Text, string Description)> found) => new(
        start, end - start, [.. found.Where(each => ForeignText.IsHarmless(each.Text)).Select(each => new Completion(each.Text, ForeignText.Shortened(each.Description, MostDescription)))]);

    private static string Mention(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"@\"{path}\"" : $"@{path}";
}
