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
        var names = console.State.Pending.Names;
        console.State.Pending = new PendingInput();
        console.Screen.WriteNotice(names.Count == 0 ? "Nothing is attached." : $"Removed: {string.Join(", ", names)}");
    }
}
