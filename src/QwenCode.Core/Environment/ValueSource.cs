namespace QwenCode.Environment;

/// <summary>The kinds of places that a value can come from, in the order in which they beat each other.</summary>
internal enum ValueSourceKind
{
    /// <summary>A parameter of the cmdlet that runs.</summary>
    Parameter,

    /// <summary><c>Connect-Qwen</c> or <c>Set-QwenAuth</c> earlier in the session.</summary>
    Session,

    /// <summary>The process environment.</summary>
    Process,

    /// <summary>The <c>.env</c> file in effect.</summary>
    EnvFile,

    /// <summary>A <c>settings.json</c>.</summary>
    Settings,

    /// <summary>The cached credentials of an earlier login.</summary>
    CredentialCache,

    /// <summary>Inferred from the shape of the key.</summary>
    Inferred,

    /// <summary>The provider's default.</summary>
    Default,
}

/// <summary>Where a value came from.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Name">The parameter, variable or setting.</param>
/// <param name="Path">The file, where it was one.</param>
/// <param name="Line">The line in the file, from 1; 0 where there is none.</param>
/// <param name="Scope">Whose <c>.env</c> file it was.</param>
internal sealed record ValueSource(ValueSourceKind Kind, string Name, string? Path = null, int Line = 0, EnvScope? Scope = null)
{
    /// <summary>Whether a project's file said so, which somebody other than the user may have written.</summary>
    public bool IsFromProject => Scope is EnvScope.Project or EnvScope.ProjectQwen || this is { Kind: ValueSourceKind.Settings, IsWorkspace: true };

    /// <summary>Whether a settings file is the workspace's.</summary>
    public bool IsWorkspace { get; init; }

    /// <summary>Where a variable came from that the text in the file refers to; <see langword="null"/> where it refers to none.</summary>
    public ValueSource? Reference { get; init; }

    /// <summary>Whether a project's file takes in a value of the user's own by referring to it.</summary>
    public bool BorrowsFromUser => IsFromProject && Reference is { IsFromProject: false };

    /// <summary>The place in words: <c>OPENAI_API_KEY in /p/.env, line 3</c>.</summary>
    public override string ToString() => Kind switch
    {
        ValueSourceKind.Parameter => $"parameter -{Name}",
        ValueSourceKind.Session => $"this session ({Name})",
        ValueSourceKind.Process => $"process variable {Name}",
        ValueSourceKind.EnvFile => $"{Name} in {Path}, line {Line}{By}",
        ValueSourceKind.Settings => $"{Name} in {Path}{By}",
        ValueSourceKind.CredentialCache => $"cached login {Path}",
        ValueSourceKind.Inferred => $"inferred from {Name}",
        _ => $"default of {Name}",
    };

    private string By => Reference is null ? "" : $", by {Reference}";
}

/// <summary>A value and where it came from.</summary>
internal sealed record SourcedValue(string Value, ValueSource Source);
