namespace QwenCode.Console;

/// <summary><c>/resume</c>.</summary>
internal sealed class ResumeSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "resume";

    /// <inheritdoc/>
    public override string Argument => "[name|?]";

    /// <inheritdoc/>
    public override string Summary => "Continues the last conversation of the current directory, or the one that you name; /resume ? lists them.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        if (argument == "?")
        {
            var saved = console.Command.OffThread(() => console.Keeper.Saved);
            foreach (var each in saved.Take(20))
                console.Screen.WriteText($"  {each.Name}  {each.UpdatedAt.LocalDateTime:g}  {each.Model}  {each.WorkingDirectory}\n      {each.FirstPrompt}");
            if (saved.Count == 0)
                console.Screen.WriteNotice("There is no saved conversation.");
            return;
        }

        console.Keeper.Resume(argument.Length == 0 ? null : argument);
        console.Introduce();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) =>
        console.Keeper.Saved.Select(saved => (saved.Name, saved.FirstPrompt ?? ""));
}
