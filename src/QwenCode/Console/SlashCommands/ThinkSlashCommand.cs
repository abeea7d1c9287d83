using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary><c>/think</c>.</summary>
internal sealed class ThinkSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "think";

    /// <inheritdoc/>
    public override string Argument => "[on|off|show|hide]";

    /// <inheritdoc/>
    public override string Summary => "Turns thinking of hybrid models on or off, or shows or hides the reasoning.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        var state = console.State;
        switch (argument.ToUpperInvariant())
        {
            case "ON":
                state.Thinks = true;
                break;
            case "OFF":
                state.Thinks = false;
                break;
            case "SHOW":
                state.ShowsReasoning = true;
                break;
            case "HIDE":
                state.ShowsReasoning = false;
                break;
            case "":
                break;
            default:
                throw QwenErrors.InvalidSlashArgument(Name, argument, "on, off, show or hide");
        }

        var thinking = state.Thinks switch { true => "Thinking is on.", false => "Thinking is off.", null => "Thinking was not changed in this console." };
        console.Screen.WriteNotice($"{thinking} Reasoning is {(state.ShowsReasoning ? "shown" : "hidden")}.");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) =>
        [("on", "The model thinks before it answers"), ("off", "The model answers without thinking"), ("show", "Shows the reasoning"), ("hide", "Hides the reasoning")];
}
