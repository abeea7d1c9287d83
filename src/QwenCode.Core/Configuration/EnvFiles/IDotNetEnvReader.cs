namespace QwenCode.Configuration;

/// <summary>The port to the reader of .NET projects' <c>.env</c> files.</summary>
internal interface IDotNetEnvReader
{
    /// <summary>Every assignment of <paramref name="text"/> in its order, with variables replaced.</summary>
    /// <exception cref="EnvSyntaxException">The text does not follow the grammar.</exception>
    IReadOnlyList<DotenvAssignment> Read(string text);
}

/// <summary>A text that does not follow a grammar. Nothing of the text is in the message.</summary>
/// <param name="line">The line, from 1.</param>
internal sealed class EnvSyntaxException(int line) : Exception($"Line {line} does not match the grammar.")
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;
}
