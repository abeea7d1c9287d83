using QwenCode.Showing;

namespace QwenCode;

/// <summary>One assignment of a <c>.env</c> file and what becomes of it.</summary>
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

    /// <summary>The variable's name, case kept.</summary>
    public string Name { get; }

    /// <summary>Its value; masked, unless plain text was asked for, or the name is known to hold no secret and the value looks like none.</summary>
    public string Value { get; }

    /// <summary>The line of the assignment, from 1.</summary>
    public int Line { get; }

    /// <summary>Whether it counts.</summary>
    public EnvVariableState State { get; }

    /// <summary>Why it does not count; empty when it does.</summary>
    public string Reason { get; }

    /// <summary>Name and value, as in the file.</summary>
    public override string ToString() => $"{Name}={Value}";
}
