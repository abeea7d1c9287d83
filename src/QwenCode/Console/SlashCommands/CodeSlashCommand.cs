using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary><c>/code</c>.</summary>
internal sealed class CodeSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "code";

    /// <inheritdoc/>
    public override string Argument => "[n]";

    /// <inheritdoc/>
    public override string Summary => "Copies the last code block of the last answer to the clipboard, or its n-th.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        var blocks = CodeBlocks.In(console.State.Answers.FirstOrDefault() ?? "");
        if (blocks.Count == 0)
            throw QwenErrors.NoCodeBlock();
        var number = argument.Length == 0 ? blocks.Count : NumberArgument.Read(Name, argument, blocks.Count);
        ClipboardCopy.Run(console, blocks[number - 1], blocks.Count == 1 ? "The code block" : $"Code block {number} of {blocks.Count}");
    }
}
