using QwenCode.Chat;

namespace QwenCode.Console;

/// <summary><c>/save</c>.</summary>
internal sealed class SaveSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "save";

    /// <inheritdoc/>
    public override string Argument => "[name]";

    /// <inheritdoc/>
    public override string Summary => "Shows where the conversation is saved, or gives it a name.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        if (argument.Length == 0)
        {
            console.Screen.WriteNotice(console.Keeper.Log is { } log ? $"{Saved(log)} as {log.Name}, in {log.Path}." : "The conversation is not saved. To save it: /save <name>");
            return;
        }

        console.Keeper.SaveAs(Unquoted(argument));
        console.Screen.WriteNotice($"{Saved(console.Keeper.Log!)} as {console.Keeper.Log!.Name}.");
    }

    // Nothing is written before the first turn.
    private static string Saved(ConversationLog log) => $"The conversation {(log.IsSaved ? "is" : "will be")} saved";
}
