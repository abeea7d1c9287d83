using System.Collections;

namespace QwenCode.Tools;

/// <summary>What the approval of a tool is for: the code, the parameters that the model may specify, and those that are fixed, with their values.</summary>
internal sealed class ToolIdentity(QwenTool tool) : IEquatable<ToolIdentity>
{
    private readonly QwenTool _tool = tool;

    /// <inheritdoc/>
    public bool Equals(ToolIdentity? other) => other is not null
        && Equals(_tool.Source.Code, other._tool.Source.Code)
        && _tool.ParameterSetName == other._tool.ParameterSetName
        && _tool.Parameters.SequenceEqual(other._tool.Parameters)
        && _tool.FixedParameters.SequenceEqual(other._tool.FixedParameters, StringComparer.OrdinalIgnoreCase)
        && _tool.FixedParameters.All(name => AreEqual(_tool.Fixed[name], other._tool.Fixed[name]));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ToolIdentity);

    /// <inheritdoc/>
    public override int GetHashCode() => _tool.Source.Code.GetHashCode();

    private static bool AreEqual(object? one, object? other)
    {
        var (left, right) = (Conversion.ForeignObject.Unwrap(one), Conversion.ForeignObject.Unwrap(other));
        return left is not string && left is IList list && right is IList second
            ? list.Count == second.Count && list.Cast<object?>().Zip(second.Cast<object?>()).All(pair => AreEqual(pair.First, pair.Second))
            : Equals(left, right);
    }
}
