using QwenCode.Showing;

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
            var model = ModelArgument.Read(Name, Unquoted(argument));
            console.UseModel(model);
            if (Known(console) is { Count: > 0 } known && !known.Any(each => each.Text.Equals(model, StringComparison.OrdinalIgnoreCase)))
                console.Screen.WriteNotice($"{model} is not one of the models that are known here. To see them: /model");
            return;
        }

        console.Screen.WriteNotice($"In effect: {console.Command.ModelInEffect(console.State)}. To change it: /model <name>");
        var all = Known(console);
        DescriptionList.Write(console.Screen, [.. all.Take(MostListed)]);
        NoteOmitted(console.Screen, all.Count, "Tab after /model and a part of the name lists those that contain it; !Get-QwenModel lists all.");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) =>
        console.Command.CompleteModel(typed);

    // The endpoint may take its time to list them.
    private static IReadOnlyList<(string Text, string Description)> Known(ChatConsole console)
    {
        var screen = console.Screen;
        var content = screen.Content;
        screen.Content = () => new ScreenRows([screen.Style.Dim(CellWidth.Cut("Requesting the list of models", screen.Size.Width - 1))], 0, 0);
        try
        {
            screen.Refresh();
            return console.Command.CompleteModel("");
        }
        finally
        {
            screen.Content = content;
            screen.Refresh();
        }
    }
}
