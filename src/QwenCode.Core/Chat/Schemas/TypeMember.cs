using System.Collections.ObjectModel;
using System.Reflection;

namespace QwenCode.Chat;

/// <summary>Reads PowerShell's attributes of a property by their names, since this assembly does not know PowerShell.</summary>
internal static class TypeMember
{
    private const string Prefix = "System.Management.Automation.";

    /// <summary>Whether a PowerShell class calls it hidden; for .NET it is public.</summary>
    public static bool IsHidden(PropertyInfo property) => Find(property, "HiddenAttribute") is not null;

    /// <summary>The values that <c>[ValidateSet]</c> allows; <see langword="null"/> if it has none.</summary>
    public static IReadOnlyList<string>? ChoicesOf(PropertyInfo property) =>
        Find(property, "ValidateSetAttribute") is { ConstructorArguments: [{ Value: ReadOnlyCollection<CustomAttributeTypedArgument> values }] }
            ? [.. values.Select(value => value.Value).OfType<string>()]
            : null;

    private static CustomAttributeData? Find(PropertyInfo property, string name) =>
        property.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == Prefix + name);
}
