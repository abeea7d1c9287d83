namespace QwenCode.Help;

/// <summary>A parameter.</summary>
/// <param name="Name">Its name without the dash.</param>
/// <param name="Text">The paragraphs of its description.</param>
/// <param name="Uses">Its facts, where they differ between parameter sets one for each.</param>
internal sealed record PageParameter(string Name, IReadOnlyList<string> Text, IReadOnlyList<ParameterUse> Uses)
{
    /// <summary>Its facts in a parameter set; <see langword="null"/> where that lacks it.</summary>
    public ParameterUse? In(string set) => Uses.FirstOrDefault(use => use.Sets.Count == 0 || use.Sets.Contains(set));

    /// <summary>This parameter, with the facts of another page's.</summary>
    public PageParameter Over(PageParameter other) => this with { Text = Text.Count > 0 ? Text : other.Text, Uses = other.Uses };
}

/// <summary>A parameter's facts: the block of YAML below its description.</summary>
internal sealed record ParameterUse
{
    /// <summary>The type's short name, as PowerShell's syntax shows it.</summary>
    public required string Type { get; init; }

    /// <summary>The parameter sets; empty for all.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The values of an enumeration or a <c>ValidateSet</c>.</summary>
    public IReadOnlyList<string> AcceptedValues { get; init; } = [];

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The place without its name, from 0, or <c>named</c>.</summary>
    public required string Position { get; init; }

    /// <summary>What counts without it, in words.</summary>
    public required string DefaultValue { get; init; }

    /// <summary><c>False</c>, <c>True (ByValue)</c>, <c>True (ByPropertyName)</c> or <c>True (ByPropertyName, ByValue)</c>.</summary>
    public required string PipelineInput { get; init; }

    /// <summary>Whether wildcards work.</summary>
    public bool TakesWildcards { get; init; }

    /// <summary>Whether it is a switch, which takes no value.</summary>
    public bool IsSwitch => Type == "SwitchParameter";
}
