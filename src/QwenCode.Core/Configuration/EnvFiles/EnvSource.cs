using QwenCode.Showing;

namespace QwenCode;

/// <summary>A location that is searched for a <c>.env</c> file, what was found there, and what it sets.</summary>
public sealed class EnvSource
{
    internal EnvSource(
        string path, EnvScope scope, EnvFileState state, IReadOnlyList<EnvVariable> variables, IReadOnlyList<string> warnings)
    {
        Path = path;
        Scope = scope;
        State = state;
        // Arrays: PowerShell cannot index the lists that a collection expression creates for an interface.
        Variables = variables.ToArray();
        Warnings = ForeignText.OneLine(warnings).ToArray();
    }

    /// <summary>The file's absolute path.</summary>
    public string Path { get; }

    /// <summary>The scope of the file.</summary>
    public EnvScope Scope { get; }

    /// <summary>Whether it is used.</summary>
    public EnvFileState State { get; }

    /// <summary>The assignments in the order of the file; empty for a file that is missing or cannot be read.</summary>
    public IReadOnlyList<EnvVariable> Variables { get; }

    /// <summary>Warnings about the file, a sentence each; empty if there are none.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
