namespace QwenCode.Console;

/// <summary><c>/exit</c>.</summary>
internal sealed class ExitSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "exit";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["quit"];

    /// <inheritdoc/>
    public override string Summary => "Ends the console.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        console.State.IsEnding = true;
    }
}
