using QwenCode.Showing;

namespace QwenCode.Configuration;

/// <summary>The kinds of locations that a value can come from, in the order of precedence.</summary>
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

    /// <summary>The cached credential of an earlier sign-in.</summary>
    CredentialCache,

    /// <summary>Inferred from the format of the key.</summary>
    Inferred,

    /// <summary>The provider's default.</summary>
    Default,
}

/// <summary>The source of a value, its author, and the sources of the variables that it refers to.</summary>
/// <param name="Kind">The kind of location.</param>
/// <param name="Name">The parameter, variable or setting.</param>
/// <param name="Path">The file; <see langword="null"/> if the source is not a file.</param>
/// <param name="Line">The line in the file, from 1; 0 if there is none.</param>
internal sealed record ValueSource(ValueSourceKind Kind, string Name, string? Path = null, int Line = 0)
{
    /// <summary>The file's origin; the user or the module if the source is not a file.</summary>
    public FileOrigin Origin { get; init; } = Kind is ValueSourceKind.Inferred or ValueSourceKind.Default ? Modules : Users;

    /// <summary>The sources of the variables that the text refers to; empty if it refers to none.</summary>
    public IReadOnlyList<ValueSource> References { get; init; } = [];

    /// <summary>The author.</summary>
    public Author Author => Origin.Author;

    /// <summary>All authors of the value: of its text, and of the variables that it refers to, through any number of steps.</summary>
    public IEnumerable<Author> Authors => References.SelectMany(r => r.Authors).Prepend(Author);

    /// <summary>Whether the user or the module wrote all of it.</summary>
    public bool IsTrusted => Author.IsTrusted && References.All(r => r.IsTrusted);

    /// <summary>All variables that it refers to, through any number of steps.</summary>
    public IEnumerable<ValueSource> Borrowed => References.SelectMany(r => r.Borrowed.Prepend(r));

    private static FileOrigin Users { get; } = new(Author.User);

    private static FileOrigin Modules { get; } = new(Author.Module);

    /// <summary>The location, for messages: <c>OPENAI_API_KEY in /p/.env, line 3</c>.</summary>
    public override string ToString() => Kind switch
    {
        ValueSourceKind.Parameter => $"parameter -{Name}",
        ValueSourceKind.Session => $"this session ({Name})",
        ValueSourceKind.Process => $"process variable {ForeignText.Name(Name)}{(Path is null ? "" : $", imported from {Path}, line {Line}")}",
        ValueSourceKind.EnvFile => $"{ForeignText.Name(Name)} in {Path}, line {Line}{By}",
        ValueSourceKind.Settings => $"{ForeignText.Name(Name)} in {Path}{By}",
        ValueSourceKind.CredentialCache => $"cached credential {Path}",
        ValueSourceKind.Inferred => $"inferred from {Name}",
        _ => $"default of {Name}",
    };

    private string By => References.Count == 0 ? "" : $", by {string.Join(" and ", References)}";
}
