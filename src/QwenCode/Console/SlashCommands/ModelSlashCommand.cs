namespace QwenCode.Console;

/// <summary><c>/model</c>.</summary>
internal sealed class ModelSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "model";

    /// <inheritdoc/>
    public override string Argument => "[name]";

    /// <inheritdoc/>
    public override string Summary => "Shows the model and those to choose from, or changes it. The conversation continues.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        if (argument.Length > 0)
        {
            console.UseModel(ModelArgument.Read(Name, argument));
            return;
        }

        console.Screen.WriteNotice($"In effect: {console.Command.ModelInEffect(console.State)}. To change it: /model <name>");
        DescriptionList.Write(console.Screen, console.Command.CompleteModel(""));
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) =>
        console.Command.CompleteModel(typed);
}
