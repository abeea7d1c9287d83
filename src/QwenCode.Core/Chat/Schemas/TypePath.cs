using System.Reflection;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>The properties that lead from the type of <c>-Schema</c> to one in it. Errors name what the user wrote, since the cause may be deep inside a type of .NET.</summary>
/// <param name="root">The type of <c>-Schema</c>.</param>
internal sealed class TypePath(Type root)
{
    private readonly List<PropertyInfo> _properties = [];

    private string Names => string.Join('.', _properties.Select(property => property.Name));

    /// <summary>Runs code for a property.</summary>
    public void Within(PropertyInfo property, Action write)
    {
        _properties.Add(property);
        write();
        _properties.RemoveAt(_properties.Count - 1);
    }

    /// <summary>The error for a type that no answer can fill.</summary>
    /// <param name="type">The type.</param>
    /// <param name="why">Why not, after its name.</param>
    public QwenException NotCreatable(Type type, string why) => Error(
        $"{Subject(type)} {why}",
        _properties.Count == 0 ? "Specify classes with a constructor without parameters, also for properties." : "Declare the property as [string], as a class with a constructor without parameters, or as hidden.");

    /// <summary>The error for a list or table that no answer can fill.</summary>
    /// <param name="type">The type.</param>
    /// <param name="why">Why not, after its name.</param>
    /// <param name="instead">The name of a type that an answer can fill.</param>
    public QwenException NotFilled(Type type, string why, string instead) => Error($"{Subject(type)} {why}", $"Use [{instead}] instead.");

    /// <summary>The error for a property that PowerShell cannot set because of a validation attribute.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="why">Why it cannot be read.</param>
    public QwenException NotSettable(string attribute, string why) => Error(
        $"its property {Names} cannot be set, since PowerShell cannot read the attribute [{attribute}]: {why.TrimEnd('.')}",
        "Specify the values in the attribute, as [ValidateSet('a', 'b')].");

    private QwenException Error(string what, string action) => QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(root)}] cannot be created from an answer: {what}.", action);

    private string Subject(Type type)
    {
        if (_properties is not [var first, ..])
            return type == root ? "it" : $"it contains [{TypeName.Of(type)}], which";
        var property = $"its property {first.Name} of the type [{TypeName.Of(first.PropertyType)}]";
        if (_properties.Count > 1)
            return $"{property} contains [{TypeName.Of(type)}] as {Names}, which";
        return type == first.PropertyType ? property : $"{property} contains [{TypeName.Of(type)}], which";
    }
}
