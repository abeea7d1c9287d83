using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace QwenCode.Testing;

/// <summary>
/// Finds what the texts of an assembly's objects show of their members: in a debugger, in a log, in a string that is composed of them. An
/// object of each type holds a word in one member at a time.
/// </summary>
internal static class ShownMembers
{
    private const string Word = "canary4f7c0a91";
    private const string Other = "x";
    private const int Levels = 3;
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The members, as <c>Type.Member</c>, of text, URLs and JSON that are shown.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="rooms">The namespaces below <c>QwenCode</c> to look at; by default all.</param>
    public static IEnumerable<string> Texts(Assembly assembly, params string[] rooms) =>
        Shown(assembly, isSecret: false, type => rooms.Length == 0 || rooms.Contains(type.Namespace?.Split('.').ElementAtOrDefault(1)));

    /// <summary>The members, as <c>Type.Member</c>, that are secrets or hold some, and are shown.</summary>
    public static IEnumerable<string> Secrets(Assembly assembly) => Shown(assembly, isSecret: true, _ => true);

    /// <summary>How many members are secrets or hold some.</summary>
    public static int CountOfSecrets(Assembly assembly) => Types(assembly).Where(HasText).SelectMany(Fields).Count(field => Filled(field.FieldType, null, Word, Levels) is not null);

    private static IEnumerable<string> Shown(Assembly assembly, bool isSecret, Func<Type, bool> isOfInterest) =>
        from type in Types(assembly)
        where HasText(type) && isOfInterest(type)
        from field in Fields(type)
        where Filled(field.FieldType, isSecret ? null : Word, isSecret ? Word : null, Levels) is not null && Shows(type, field, isSecret)
        select $"{type.Name}.{Name(field)}";

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    // A record's text shows each of its members.
    private static bool HasText(Type type) =>
        type is { IsAbstract: false, IsEnum: false, ContainsGenericParameters: false } && !typeof(Delegate).IsAssignableFrom(type) && !typeof(Exception).IsAssignableFrom(type)
        && type.GetMethod("ToString", Type.EmptyTypes)!.DeclaringType!.Assembly == type.Assembly && !type.IsDefined(typeof(CompilerGeneratedAttribute));

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var each = type; each is not null && each.Assembly == type.Assembly; each = each.BaseType)
        {
            foreach (var field in each.GetFields(Instance))
                yield return field;
        }
    }

    private static bool Shows(Type type, FieldInfo shown, bool isSecret)
    {
        var instance = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in Fields(type))
        {
            var word = field == shown ? Word : Other;
            if (Filled(field.FieldType, isSecret ? Other : word, isSecret ? word : Other, Levels) is { } value)
                field.SetValue(instance, value);
        }

        try
        {
            return instance.ToString()!.Contains(Word, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is NullReferenceException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidOperationException($"The text of {type} cannot be made: {exception}", exception);
        }
    }

    // A value of the type with these words as its texts and its secrets; null if it can hold neither.
    private static object? Filled(Type type, string? text, string? secret, int levels)
    {
        if (type == typeof(string))
            return text;
        if (type == typeof(Uri))
            return text is null ? null : new Uri($"https://{text}:{text}@h/{text}?{text}");
        if (type == typeof(JsonElement))
            return text is null ? null : JsonSerializer.SerializeToElement(text);
        if (type.IsAssignableFrom(typeof(string[])) && type != typeof(object))
            return text is null ? null : new[] { text };
        if (type.FullName == "QwenCode.Secrets.Secret")
            return secret is null ? null : Activator.CreateInstance(type, secret);
        if (levels == 0 || type.Namespace?.StartsWith("QwenCode", StringComparison.Ordinal) != true || type.IsEnum || type.IsAbstract || type.ContainsGenericParameters || typeof(Delegate).IsAssignableFrom(type))
            return null;
        var instance = RuntimeHelpers.GetUninitializedObject(type);
        var fields = Fields(type).Select(field => (Field: field, Value: Filled(field.FieldType, text, secret, levels - 1))).Where(pair => pair.Value is not null).ToList();
        fields.ForEach(pair => pair.Field.SetValue(instance, pair.Value));
        return fields.Count == 0 ? null : instance;
    }

    private static string Name(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
