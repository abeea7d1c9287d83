namespace QwenCode.Console;

/// <summary><c>/detach</c>.</summary>
internal sealed class DetachSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "detach";

    /// <inheritdoc/>
    public override string Summary => "Removes what is attached to the next prompt.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        console.State.Pending = new PendingInput();
        console.Screen.WriteNotice("Nothing is attached.");
    }
}
