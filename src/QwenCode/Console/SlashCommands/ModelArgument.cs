using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary>The name of a model that a command takes as its argument.</summary>
internal static class ModelArgument
{
    /// <summary>The name.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="argument">The argument.</param>
    /// <exception cref="QwenException">It contains white space, or neither a letter nor a digit (<c>InvalidParameter</c>).</exception>
    public static string Read(string command, string argument)
    {
        if (argument.Any(char.IsWhiteSpace))
            throw QwenErrors.InvalidSlashArgument(command, argument, "the name of one model");
        return argument.Any(char.IsLetterOrDigit) ? argument : throw QwenErrors.NoModelName(argument);
    }
}
