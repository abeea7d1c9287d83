namespace QwenCode.Console;

/// <summary><c>/retry</c>.</summary>
internal sealed class RetrySlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "retry";

    /// <inheritdoc/>
    public override string Argument => "[model]";

    /// <inheritdoc/>
    public override string Summary => "Sends the last prompt again, to another model if you name one.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument) => console.Retry(argument.Length == 0 ? null : ModelArgument.Read(Name, Unquoted(argument)));

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) =>
        console.Command.CompleteModel(typed);
}
