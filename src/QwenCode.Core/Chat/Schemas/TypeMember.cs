using System.ComponentModel;
using System.Reflection;
using QwenCode.Showing;

namespace QwenCode.Chat;

/// <summary>What types and their properties are to PowerShell, by the names of its types, since this assembly does not know it.</summary>
internal static class TypeMember
{
    private const string Prefix = "System.Management.Automation.";

    /// <summary>The properties that an answer fills. Those that a PowerShell class hides are public for .NET.</summary>
    public static IReadOnlyList<PropertyInfo> PropertiesOf(Type type) =>
        [.. AllOf(type).Where(property => IsSettable(property) && !property.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == Prefix + "HiddenAttribute"))];

    /// <summary>The property with a name in any case; <see langword="null"/> if there is none.</summary>
    public static PropertyInfo? PropertyOf(Type type, string name) => AllOf(type).FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What <c>[System.ComponentModel.Description()]</c> says of the property; empty for nothing.</summary>
    public static string DescriptionOf(PropertyInfo property) =>
        property.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(DescriptionAttribute)) is { ConstructorArguments: [{ Value: string text }] } ? text : "";

    /// <summary>The names of an enum's values; <see langword="null"/> for other types.</summary>
    public static IReadOnlyList<string>? NamesOf(Type type) => type.IsEnum ? Enum.GetNames(type) : null;

    /// <summary>
    /// The validation attribute because of which PowerShell cannot set the property of a PowerShell class: it reads the attributes each time, and .NET does not find
    /// a class of a script that one of them names. <see langword="null"/> if there is none.
    /// </summary>
    public static (string Attribute, string Reason)? UnreadableValidation(PropertyInfo property)
    {
        if (property.DeclaringType is not { Assembly.IsDynamic: true })
            return null;
        foreach (var attribute in property.CustomAttributes.Where(attribute => IsValidation(attribute.AttributeType)))
        {
            if (ReadError(attribute) is { } error)
                return (attribute.AttributeType.Name.Replace("Attribute", "", StringComparison.Ordinal), HumanText.FirstLine(error.Message));
        }

        return null;
    }

    /// <summary>Whether the type is that of a switch.</summary>
    public static bool IsSwitch(Type type) => type.FullName == Prefix + "SwitchParameter";

    /// <summary>Whether the type is an enum whose values can be combined.</summary>
    public static bool IsFlags(Type type) => type.IsEnum && type.IsDefined(typeof(FlagsAttribute), inherit: false);

    /// <summary>Whether the type holds any value.</summary>
    public static bool IsAnything(Type type) => type == typeof(object) || type.FullName == Prefix + "PSObject";

    /// <summary>Whether PowerShell can create an object of the type from the members of another object.</summary>
    public static bool IsCreatable(Type type) =>
        type.IsValueType || (!type.IsAbstract && (type.GetConstructor(Type.EmptyTypes) is not null || IsCreatedFromObject(type)));

    /// <summary>Whether a constructor of the type accepts any object, which PowerShell prefers to setting the properties.</summary>
    public static bool IsCreatedFromObject(Type type) =>
        type.GetConstructors().Any(constructor => constructor.GetParameters() is [var parameter] && IsAnything(parameter.ParameterType));

    // A derived class comes before its base, of which it may declare a property anew.
    private static IEnumerable<PropertyInfo> AllOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).DistinctBy(property => property.Name);

    // PowerShell also sets what a derived class can set.
    private static bool IsSettable(PropertyInfo property) => property.SetMethod is { } method && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static bool IsValidation(Type? attribute) => attribute is not null && (attribute.FullName == Prefix + "ValidateArgumentsAttribute" || IsValidation(attribute.BaseType));

    private static Exception? ReadError(CustomAttributeData attribute)
    {
        try
        {
            _ = attribute.ConstructorArguments.Count + attribute.NamedArguments.Count;
            return null;
        }
        catch (Exception exception) when (exception is IOException or TypeLoadException)
        {
            return exception;
        }
    }
}
