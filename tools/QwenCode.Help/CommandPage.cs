namespace QwenCode.Help;

/// <summary>The content of a page about a command. What a translation omits is empty.</summary>
internal sealed record CommandPage
{
    /// <summary>The command's name.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence.</summary>
    public required string Synopsis { get; init; }

    /// <summary>The paragraphs, in plain text.</summary>
    public IReadOnlyList<string> Description { get; init; } = [];

    /// <summary>The examples in order.</summary>
    public IReadOnlyList<PageExample> Examples { get; init; } = [];

    /// <summary>The parameters in the order of the page.</summary>
    public IReadOnlyList<PageParameter> Parameters { get; init; } = [];

    /// <summary>What can be piped in.</summary>
    public IReadOnlyList<PageType> Inputs { get; init; } = [];

    /// <summary>What comes out.</summary>
    public IReadOnlyList<PageType> Outputs { get; init; } = [];

    /// <summary>Paragraphs of what else is worth knowing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Where to read on.</summary>
    public IReadOnlyList<PageLink> Links { get; init; } = [];

    /// <summary>The address of the page itself.</summary>
    public string OnlineVersion { get; init; } = "";

    /// <summary>This page, with what it leaves out taken from another one.</summary>
    public CommandPage Over(CommandPage other) => this with
    {
        Description = OrElse(Description, other.Description),
        Examples = OrElse(Examples, other.Examples),
        Parameters = [.. other.Parameters.Select(theirs => Parameters.FirstOrDefault(ours => ours.Name == theirs.Name)?.Over(theirs) ?? theirs)],
        Inputs = OrElse(Inputs, other.Inputs),
        Outputs = OrElse(Outputs, other.Outputs),
        Notes = OrElse(Notes, other.Notes),
        Links = OrElse(Links, other.Links),
        OnlineVersion = OnlineVersion.Length > 0 ? OnlineVersion : other.OnlineVersion,
    };

    private static IReadOnlyList<T> OrElse<T>(IReadOnlyList<T> ours, IReadOnlyList<T> theirs) => ours.Count > 0 ? ours : theirs;
}

/// <summary>An example.</summary>
/// <param name="Title">Its heading, without the number.</param>
/// <param name="Text">The paragraphs around the code.</param>
/// <param name="Blocks">Commands and outputs in order.</param>
internal sealed record PageExample(string Title, IReadOnlyList<string> Text, IReadOnlyList<PageCode> Blocks);

/// <summary>A block of code.</summary>
/// <param name="Language">The word behind the fence in lower case: <c>powershell</c> or <c>output</c>.</param>
/// <param name="IsInteractive">Whether the block needs a person, an account or another module; <c>interactive</c> behind the language.</param>
/// <param name="Text">Its lines.</param>
internal sealed record PageCode(string Language, bool IsInteractive, string Text)
{
    /// <summary>Whether it is what a user types.</summary>
    public bool IsCommand => Language == "powershell";
}

/// <summary>A type that a command takes or gives.</summary>
internal sealed record PageType(string Name, IReadOnlyList<string> Text);

/// <summary>A link.</summary>
internal sealed record PageLink(string Text, string Address);
