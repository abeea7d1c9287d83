namespace QwenCode.Console;

/// <summary>A command of the console.</summary>
internal abstract class SlashCommand
{
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
}
