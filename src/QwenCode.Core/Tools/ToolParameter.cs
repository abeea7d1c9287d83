using QwenCode.Chat;

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

    /// <summary>What its value, or its items, are limited to.</summary>
    public ValueLimits Limits { get; init; } = ValueLimits.None;
}
