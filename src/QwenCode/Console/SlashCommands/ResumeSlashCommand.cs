using System.Globalization;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary><c>/resume</c>.</summary>
internal sealed class ResumeSlashCommand : SlashCommand
{
    private const string Indentation = "      ";

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
            foreach (var each in saved.Take(MostListed))
                Write(console.Screen, each);
            NoteOmitted(console.Screen, saved.Count, "!Get-QwenConversation lists all.");
            if (saved.Count == 0)
                console.Screen.WriteNotice("There is no saved conversation.");
            return;
        }

        console.Keeper.Resume(argument.Length == 0 ? null : Unquoted(argument));
        console.Introduce();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed)
    {
        try
        {
            return console.Keeper.Saved.Select(saved => (saved.Name, saved.FirstPrompt ?? ""));
        }
        catch (QwenException)
        {
            return [];
        }
    }

    private static void Write(ChatScreen screen, SavedConversation saved)
    {
        var width = Math.Max(screen.Size.Width - Indentation.Length, 2);
        var updated = saved.UpdatedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var facts = ForeignText.OneLine($"{saved.Name}  {updated}  {saved.Model}  {saved.WorkingDirectory}");
        screen.WriteLine($"  {WordWrap.Of(facts, width).Replace("\n", $"\n{Indentation}", StringComparison.Ordinal)}");
        screen.WriteLine(Indentation + CellWidth.Cut(ForeignText.OneLine(saved.FirstPrompt), width - 1));
    }
}
