namespace QwenCode.Console;

/// <summary>A command of the console.</summary>
internal abstract class SlashCommand
{
    /// <summary>The maximum number of entries in a list from outside, which can be of any length.</summary>
    protected const int MostListed = 20;

    /// <summary>The name, without the slash.</summary>
    public abstract string Name { get; }

    /// <summary>Other names.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>Its argument, as help shows it; empty if it takes none.</summary>
    public virtual string Argument => "";

    /// <summary>What it does, in a line.</summary>
    public abstract string Summary { get; }

    /// <summary>Carries it out.</summary>
    /// <param name="console">The console.</param>
    /// <param name="argument">What follows the name, trimmed; empty for nothing.</param>
    /// <exception cref="QwenException">It cannot be carried out.</exception>
    public abstract void Run(ChatConsole console, string argument);

    /// <summary>What can complete the argument, with descriptions.</summary>
    /// <param name="console">The console.</param>
    /// <param name="typed">What was typed of it.</param>
    public virtual IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) => [];

    /// <summary>A name or path without the quotation marks around it, of which a doubled one is one, as in PowerShell.</summary>
    protected static string Unquoted(string argument)
    {
        if (argument is not ['"' or '\'', _, ..] || argument[^1] != argument[0])
            return argument;
        var (inner, mark) = (argument[1..^1], argument[..1]);
        return inner.Replace(mark + mark, "", StringComparison.Ordinal).Contains(mark, StringComparison.Ordinal)
            ? argument
            : inner.Replace(mark + mark, mark, StringComparison.Ordinal);
    }

    /// <summary>Notes how many entries of a list are not shown, if there are any.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="count">The number of all entries.</param>
    /// <param name="next">How to see the others, a sentence or two.</param>
    protected static void NoteOmitted(ChatScreen screen, int count, string next)
    {
        if (count > MostListed)
            screen.WriteNotice($"{count - MostListed:N0} more. {next}");
    }
}
