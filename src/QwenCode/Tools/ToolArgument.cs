namespace QwenCode.Tools;

/// <summary>A parameter of a command that a model may specify.</summary>
/// <param name="Schema">What the model sees of it.</param>
/// <param name="Type">The type of the command's parameter.</param>
/// <param name="IsTransformed">Whether an attribute of the command converts its values.</param>
/// <param name="Attributes">The attributes of the command's parameter.</param>
internal sealed record ToolArgument(ToolParameter Schema, Type Type, bool IsTransformed, IReadOnlyList<Attribute> Attributes);
