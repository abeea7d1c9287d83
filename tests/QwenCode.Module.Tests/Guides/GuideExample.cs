namespace QwenCode.ModuleTests.Guides;

/// <summary>What README or a guide shows users to run: a fenced block, or the code of a table's row.</summary>
/// <param name="Section">The heading above it.</param>
/// <param name="IsTranscript">Whether it is a session with its outputs.</param>
/// <param name="Commands">The commands in order, as written.</param>
internal sealed record GuideExample(string Section, bool IsTranscript, IReadOnlyList<GuideCommand> Commands)
{
    /// <summary>All of it, for messages.</summary>
    public override string ToString() => $"{Section}: {Code}";

    /// <summary>The commands, one below the other.</summary>
    public string Code => string.Join('\n', Commands.Select(command => command.Text));
}

/// <summary>A command of an example.</summary>
/// <param name="Text">Its lines.</param>
/// <param name="Output">The output below it in a transcript.</param>
internal sealed record GuideCommand(string Text, string Output);
