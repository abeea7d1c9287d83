using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary><c>/copy</c>.</summary>
internal sealed class CopySlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "copy";

    /// <inheritdoc/>
    public override string Argument => "[n]";

    /// <inheritdoc/>
    public override string Summary => "Copies the last answer to the clipboard, or the n-th from the end.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        var answers = console.State.Answers.ToList();
        if (answers.Count == 0)
            throw QwenErrors.NoTurn("copy");
        var number = argument.Length == 0 ? 1 : NumberArgument.Read(Name, argument, answers.Count);
        ClipboardCopy.Run(console, answers[number - 1], number == 1 ? "The last answer" : $"Answer {number} from the end");
    }
}
