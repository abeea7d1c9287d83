namespace QwenCode.Console;

/// <summary><c>/attach</c>.</summary>
internal sealed class AttachSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "attach";

    /// <inheritdoc/>
    public override string Argument => "[path]";

    /// <inheritdoc/>
    public override string Summary => "Attaches files to the next prompt, or shows what is attached. Wildcards are allowed.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        if (argument.Length > 0 && console.Attach(Unquoted(argument)) is { Count: > 0 } known)
            console.Screen.WriteNotice($"Already attached: {string.Join(", ", known)}");
        var names = console.State.Pending.Names;
        console.Screen.WriteNotice(names.Count == 0 ? "Nothing is attached." : $"Attached to the next prompt: {string.Join(", ", names)}. To remove all: /detach");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) =>
        console.Command.Files.Complete(typed);
}
