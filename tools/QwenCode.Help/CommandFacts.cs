namespace QwenCode.Help;

/// <summary>What the cmdlet's class says about a command.</summary>
/// <param name="Name">The command's name.</param>
/// <param name="Syntax">The parameter sets, the default one first.</param>
/// <param name="Parameters">The facts of each parameter by its name, one for each parameter set if they differ.</param>
internal sealed record CommandFacts(string Name, IReadOnlyList<CommandSyntax> Syntax, IReadOnlyDictionary<string, IReadOnlyList<ParameterUse>> Parameters);

/// <summary>A parameter set.</summary>
/// <param name="Set">Its name.</param>
/// <param name="Parameters">The names of its parameters, in the order in which PowerShell shows them.</param>
internal sealed record CommandSyntax(string Set, IReadOnlyList<string> Parameters);

/// <summary>A parameter's facts in some parameter sets.</summary>
internal sealed record ParameterUse
{
    /// <summary>The type's short name, as PowerShell's syntax shows it.</summary>
    public required string Type { get; init; }

    /// <summary>The parameter set; empty for all.</summary>
    public string Set { get; init; } = "";

    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The values of an enumeration or a <c>ValidateSet</c>.</summary>
    public IReadOnlyList<string> AcceptedValues { get; init; } = [];

    /// <summary>Whether it is mandatory.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>The position without its name, from 0; <see langword="null"/> if it is used by name only.</summary>
    public int? Position { get; init; }

    /// <summary>Whether it takes the piped object.</summary>
    public bool TakesPipelineValue { get; init; }

    /// <summary>Whether it takes the property of that name of the piped object.</summary>
    public bool TakesPipelineProperty { get; init; }

    /// <summary>Whether wildcards are allowed.</summary>
    public bool TakesWildcards { get; init; }

    /// <summary>Whether it is a switch, which takes no value.</summary>
    public bool IsSwitch => Type == "SwitchParameter";
}
