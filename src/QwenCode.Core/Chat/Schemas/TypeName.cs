using System.Collections;
using System.Numerics;
using System.Security;
using System.Xml;

namespace QwenCode.Chat;

/// <summary>The names of types as PowerShell shows them, such as <c>int</c> and <c>System.Collections.Generic.List[int]</c>.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Accelerators = new()
    {
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(BigInteger)] = "bigint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(DateTime)] = "datetime",
        [typeof(TimeSpan)] = "timespan",
        [typeof(Guid)] = "guid",
        [typeof(Uri)] = "uri",
        [typeof(Version)] = "version",
        [typeof(Array)] = "array",
        [typeof(Hashtable)] = "hashtable",
        [typeof(SecureString)] = "securestring",
        [typeof(XmlDocument)] = "xml",
    };

    /// <summary>The name, without brackets around it.</summary>
    public static string Of(Type type)
    {
        if (Accelerators.TryGetValue(type, out var name))
            return name;
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";

        // PowerShell puts the name of the function or script block before that of a class in it: <843e65ed>.Person.
        if (type.Assembly.IsDynamic)
            return type.Name;
        if (!type.IsGenericType)
            return type.FullName ?? type.Name;
        var definition = type.GetGenericTypeDefinition().FullName!.Split('+').Select(part => part.Split('`')[0]);
        return $"{string.Join('+', definition)}[{string.Join(',', type.GetGenericArguments().Select(Of))}]";
    }
}
