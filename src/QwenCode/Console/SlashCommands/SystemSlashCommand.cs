namespace QwenCode.Console;

/// <summary><c>/system</c>.</summary>
internal sealed class SystemSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "system";

    /// <inheritdoc/>
    public override string Argument => "[text]";

    /// <inheritdoc/>
    public override string Summary => "Shows the system prompt, or replaces it; /system - removes it.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        var conversation = console.State.Conversation;
        if (argument.Length == 0)
        {
            var prompts = conversation.Messages.Where(message => message.IsSystemPrompt).Select(message => message.Text).ToList();
            console.Screen.WriteText(prompts.Count == 0 ? "There is no system prompt." : string.Join("\n\n", prompts));
            return;
        }

        var isRemoval = argument == "-";
        console.Keeper.Replace(isRemoval ? new Conversation(conversation.Messages.Where(message => !message.IsSystemPrompt)) : conversation.WithSystem(argument));
        console.Screen.WriteNotice(isRemoval ? "The system prompt was removed." : "The system prompt applies from the next request on.");
    }
}
