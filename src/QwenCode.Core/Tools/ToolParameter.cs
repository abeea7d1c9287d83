namespace QwenCode.Tools;

/// <summary>A parameter of a tool that the model may specify.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The .NET type; of a table or an object with any members, <see cref="System.Collections.IDictionary"/>.</param>
internal sealed record ToolParameter(string Name, Type Type)
{
    /// <summary>Whether the model has to specify it.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>What it is for; empty if that is not known.</summary>
    public string Description { get; init; } = "";

    /// <summary>The values it takes, or its items; <see langword="null"/> for any.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The smallest number; <see langword="null"/> for any.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The largest number; <see langword="null"/> for any.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Whether <see cref="Minimum"/> itself is too small.</summary>
    public bool ExcludesMinimum { get; init; }

    /// <summary>Whether <see cref="Maximum"/> itself is too large.</summary>
    public bool ExcludesMaximum { get; init; }

    /// <summary>A regular expression of the text, or of each item; <see langword="null"/> for any.</summary>
    public string? Pattern { get; init; }

    /// <summary>Minimum and maximum length of the text, or of each item.</summary>
    public (int Minimum, int Maximum)? Length { get; init; }

    /// <summary>Minimum and maximum number of items.</summary>
    public (int Minimum, int Maximum)? Count { get; init; }
}
