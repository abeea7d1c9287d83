using System.Collections;
using System.Management.Automation;

namespace QwenCode.Conversion;

/// <summary>Takes the name of an object that is specified itself, such as a batch, of which PowerShell would take the text.</summary>
/// <param name="type">The type of the objects, which has a property <c>Name</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NameTransformationAttribute(Type type) : ArgumentTransformationAttribute
{
    /// <summary>The type of the objects.</summary>
    public Type Type { get; } = type;

    /// <summary>Returns the name of an object of the type, a list with the names of those in it, and any other value unchanged.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The specified value.</param>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ForeignObject.Unwrap(inputData) is IList list && list.Cast<object?>().Any(item => NameOf(item) is not null)
            ? list.Cast<object?>().Select(item => NameOf(item) ?? item).ToArray()
            : NameOf(inputData) ?? inputData;

    // What comes back from a file or a job is a copy with the same properties.
    private string? NameOf(object? value)
    {
        if (value is null)
            return null;
        var wrapped = PSObject.AsPSObject(value);
        return Type.IsInstanceOfType(wrapped.BaseObject) || wrapped.TypeNames.Contains($"Deserialized.{Type.FullName}")
            ? wrapped.Properties["Name"]?.Value as string
            : null;
    }
}
