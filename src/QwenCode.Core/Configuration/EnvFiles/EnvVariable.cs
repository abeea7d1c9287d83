using QwenCode.Showing;

namespace QwenCode;

/// <summary>An assignment in a <c>.env</c> file and its state.</summary>
public sealed class EnvVariable
{
    internal EnvVariable(string name, string value, int line, EnvVariableState state, string reason)
    {
        Name = name;
        Value = value;
        Line = line;
        State = state;
        Reason = ForeignText.OneLine(reason);
    }

    /// <summary>The variable's name, with its case.</summary>
    public string Name { get; }

    /// <summary>
    /// Its value; masked, unless plain text was requested, it only refers to other variables, or the name is known not to be that of a secret and
    /// the value does not look like one.
    /// </summary>
    public string Value { get; }

    /// <summary>The line of the assignment, from 1.</summary>
    public int Line { get; }

    /// <summary>Whether it is effective.</summary>
    public EnvVariableState State { get; }

    /// <summary>Why it is not effective; empty if it is.</summary>
    public string Reason { get; }

    /// <summary>Name and value, as in the file.</summary>
    public override string ToString() => $"{Name}={Value}";
}
