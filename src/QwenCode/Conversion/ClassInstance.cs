using System.Globalization;
using System.Management.Automation;
using QwenCode.Chat;

namespace QwenCode.Conversion;

/// <summary>Prepares the members of an object for the class that it becomes: PowerShell cannot assign an object to a property of the type <c>[object]</c> while it converts.</summary>
internal static class ClassInstance
{
    /// <summary>What PowerShell can convert to the type: an object with the members, or an instance if a property of it accepts anything and gets an object.</summary>
    /// <exception cref="UnrepresentableException">A member has a name that no object of PowerShell's can hold, or two are the same property.</exception>
    public static object From(IEnumerable<(string Name, object? Value)> members, Type type)
    {
        var all = JsonObjects.Of(members);
        if (TypeMember.IsCreatedFromObject(type))
            return all;
        var untyped = all.Properties.Where(member => member.Value is PSObject && TypeMember.PropertyOf(type, member.Name)?.PropertyType == typeof(object)).ToList();
        if (untyped.Count == 0)
            return all;
        foreach (var member in untyped)
            all.Properties.Remove(member.Name);
        var instance = LanguagePrimitives.ConvertTo(all, type, CultureInfo.InvariantCulture);
        var target = PSObject.AsPSObject(instance);
        foreach (var member in untyped)
            target.Properties[member.Name].Value = member.Value;
        return instance;
    }
}
