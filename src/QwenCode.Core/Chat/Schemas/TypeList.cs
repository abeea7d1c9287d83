using System.Collections;
using System.ComponentModel;
using System.Reflection;

namespace QwenCode.Chat;

/// <summary>The lists and tables that an answer can fill: PowerShell converts an array to some classes of lists only.</summary>
internal static class TypeList
{
    /// <summary>Why PowerShell cannot convert an array to the type, after its name; <see langword="null"/> if it can.</summary>
    /// <param name="type">The type of a list.</param>
    /// <param name="element">The type of its items.</param>
    public static string? WhyNotFilled(Type type, Type element)
    {
        if (type.IsArray)
            return type.IsSZArray ? null : "has several dimensions";
        return type.IsInterface || IsConverted(type) || type.GetConstructors().Any(constructor => constructor.GetParameters() is [var parameter] && IsFilledBy(parameter.ParameterType, element))
            ? null
            : "has no public constructor that takes a list";
    }

    /// <summary>Whether an answer can fill the table.</summary>
    /// <param name="type">The type of a table.</param>
    public static bool IsTableFilled(Type type)
    {
        if (!type.IsInterface)
            return typeof(IDictionary).IsAssignableFrom(type);
        return type.IsAssignableFrom(typeof(Hashtable))
            || (type.GetGenericArguments() is [var key, var value] && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(key, value)));
    }

    private static bool IsFilledBy(Type parameter, Type element) =>
        parameter.IsAssignableFrom(typeof(object[]))
        || TypeMember.IsAnything(parameter)
        || new[] { typeof(IEnumerable<>), typeof(ICollection<>), typeof(IList<>) }.Any(list => list.MakeGenericType(element) == parameter);

    // What the class itself says cannot be known.
    private static bool IsConverted(Type type) =>
        type.IsDefined(typeof(TypeConverterAttribute), inherit: true)
        || type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Any(method => method.Name is "op_Implicit" or "op_Explicit" && method.ReturnType == type && method.GetParameters()[0].ParameterType.IsAssignableFrom(typeof(object[])));
}
