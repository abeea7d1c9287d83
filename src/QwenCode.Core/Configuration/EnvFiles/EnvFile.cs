using QwenCode.Secrets;

namespace QwenCode.Configuration;

/// <summary>A location of the search: the state of its file, the assignments, and warnings.</summary>
/// <param name="Path">The file's absolute path.</param>
/// <param name="Scope">The scope of the file.</param>
/// <param name="State">What was found.</param>
/// <param name="Assignments">The file's assignments in order, with the state of each.</param>
/// <param name="Warnings">Warnings, a sentence each.</param>
internal sealed record EnvFile(
    string Path,
    EnvScope Scope,
    EnvFileState State,
    IReadOnlyList<EnvFileVariable> Assignments,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The file's origin.</summary>
    public FileOrigin Origin { get; init; } = new(Author.User);

    /// <summary>The error in the text of an unreadable file, or that it is too large; <see langword="null"/> if neither is the reason.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the file was not read because it is too large.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>Whether the file sets a variable to a value that is not blank.</summary>
    public bool Sets(string name) => Assignments.Any(v => v.Name == name && !v.Value.IsBlank);

    /// <summary>The public view of this location.</summary>
    /// <param name="asPlainText">Whether secrets are shown.</param>
    public EnvSource ToSource(bool asPlainText) => new(
        Path,
        Scope,
        State,
        [.. Assignments.Select(v => Public(v, asPlainText))],
        Warnings);

    private EnvVariable Public(EnvFileVariable variable, bool asPlainText)
    {
        var (name, value, line, state, reason) = variable;
        if (state is EnvVariableState.Effective or EnvVariableState.OverriddenByProcess)
        {
            if (!Origin.Author.IsTrusted && KnownVariables.DecidesTrust(name))
                (state, reason) = (EnvVariableState.NotRead, $"{name} is read from your own files only");
            else if (KnownVariables.Meant(name) is { } meant)
                (state, reason) = (EnvVariableState.NotRead, $"did you mean {meant}?");
        }

        return new EnvVariable(name, asPlainText ? value.Reveal() : Shown(name, variable), line, state, reason);
    }

    // Only references alone are known to contain no part of a secret.
    private static string Shown(string name, EnvFileVariable variable) => variable.Reference is { } reference && VariableReferences.IsNothingElse(reference)
        ? reference
        : SecretMask.ForDisplay(name, variable.Reference ?? variable.Value.Reveal());
}

/// <summary>An assignment of a <c>.env</c> file and its state.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Value">Its value, which may be a key.</param>
/// <param name="Line">The line of the assignment, from 1.</param>
/// <param name="State">Whether it is effective.</param>
/// <param name="Reason">The reason why it is not.</param>
internal sealed record EnvFileVariable(string Name, Secret Value, int Line, EnvVariableState State, string Reason)
{
    /// <summary>The process variables that the value refers to.</summary>
    public IReadOnlyList<string> OuterReferences { get; init; } = [];

    /// <summary>The value's text with its references; <see langword="null"/> if it refers to no process variable.</summary>
    public string? Reference { get; init; }

    /// <summary>The name and the line.</summary>
    public override string ToString() => $"{Name}, line {Line}";
}
