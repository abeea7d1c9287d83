using System.Collections;

namespace QwenCode.Tools;

/// <summary>How a command is offered to a model.</summary>
internal sealed record ToolOptions
{
    /// <summary>The name; <see langword="null"/> for the command's.</summary>
    public string? Name { get; init; }

    /// <summary>What it does; <see langword="null"/> for what its help says.</summary>
    public string? Description { get; init; }

    /// <summary>The parameter set; <see langword="null"/> for the default one, or else the first that has all fixed parameters.</summary>
    public string? ParameterSetName { get; init; }

    /// <summary>The parameters that the model may specify; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? Parameters { get; init; }

    /// <summary>The parameters that are fixed.</summary>
    public IDictionary FixedParameters { get; init; } = new Hashtable();

    /// <summary>Whether the command is declared to change nothing.</summary>
    public bool IsReadOnly { get; init; }
}
