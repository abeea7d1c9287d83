using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary><c>/undo</c>.</summary>
internal sealed class UndoSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "undo";

    /// <inheritdoc/>
    public override string Summary => "Removes the last prompt and its answer.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        var state = console.State;
        var prompt = state.Unanswered ?? state.Conversation.LastPrompt ?? throw QwenErrors.NoTurn("remove");

        // A prompt without an answer is not part of the conversation.
        if (state.Unanswered is null)
        {
            state.Statistics.ForgetTotal();
            console.Keeper.Replace(state.Conversation.WithoutLastTurn());
        }

        state.Unanswered = null;
        console.Screen.WriteNotice($"Removed: {HumanText.FirstLine(prompt.Text)}");
    }
}
