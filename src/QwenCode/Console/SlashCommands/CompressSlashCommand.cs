using QwenCode.Chat;

namespace QwenCode.Console;

/// <summary><c>/compress</c>.</summary>
internal sealed class CompressSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "compress";

    /// <inheritdoc/>
    public override string Summary => $"Replaces all but the last {Compaction.KeptTurns} turns with a summary that the model writes.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        var compaction = new Compaction(console.State.Conversation);
        var before = console.State.Statistics.LastTotal;
        console.Screen.WriteNotice("Summarizing the conversation.");
        var answer = console.AskAside(compaction.Request);
        var compressed = compaction.Apply(answer);
        console.Keeper.Replace(compressed);
        var after = Compaction.Characters(compressed);
        console.Screen.WriteNotice(before is { } tokens && compaction.Before > 0
            ? $"The conversation had {tokens:N0} tokens; now it has about {tokens * after / compaction.Before:N0}."
            : $"The conversation had {compaction.Before:N0} characters; now it has {after:N0}.");
    }
}
