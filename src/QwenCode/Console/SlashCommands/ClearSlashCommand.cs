namespace QwenCode.Console;

/// <summary><c>/clear</c>.</summary>
internal sealed class ClearSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "clear";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["new"];

    /// <inheritdoc/>
    public override string Summary => "Begins a new conversation with the same system prompt. The old one stays saved.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        var system = console.State.Conversation.Messages.Where(message => message.IsSystemPrompt).ToList();
        var old = console.Keeper.Log is { } log && console.State.Conversation.LastPrompt is not null ? $" The old one: /resume {log.Name}" : "";
        console.Keeper.Begin(new Conversation(system));
        console.Screen.WriteNotice($"A new conversation begins.{old}");
    }
}
