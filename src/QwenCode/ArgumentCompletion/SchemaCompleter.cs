using System.Collections;
using System.Management.Automation;
using QwenCode.Chat;

namespace QwenCode.ArgumentCompletion;

/// <summary>Completes the classes that the session has defined, and <c>.json</c> files.</summary>
internal sealed class SchemaCompleter() : FileCompleter(".json")
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters)
    {
        var name = typed.TrimStart('(', '[');
        return Types().Where(type => type.FullName!.StartsWith(name, StringComparison.OrdinalIgnoreCase)).OrderBy(type => type.FullName).Select(Result)
            .Concat(base.Find(typed, parameters));
    }

    private static CompletionResult Result(Type type) => new(
        $"([{type.FullName}])", type.Name, CompletionResultType.Type, $"{type.FullName} with {string.Join(", ", type.GetProperties().Select(property => property.Name))}");

    // The assemblies of classes in scripts, and of those of Add-Type, have no file.
    private static IEnumerable<Type> Types() =>
        from assembly in AppDomain.CurrentDomain.GetAssemblies()
        where assembly.IsDynamic || assembly.Location.Length == 0
        from type in assembly.GetTypes()
        where type is { IsPublic: true, IsAbstract: false, IsGenericType: false } && IsFoundByName(type) && HasSchema(type)
        select type;

    // The name of a class that was redefined, or is defined in another scope, finds another class or none.
    private static bool IsFoundByName(Type type) => LanguagePrimitives.TryConvertTo<Type>(type.FullName, out var found) && found == type;

    private static bool HasSchema(Type type)
    {
        try
        {
            return TypeSchema.Of(type).ValueKind == System.Text.Json.JsonValueKind.Object;
        }
        catch (QwenException)
        {
            return false;
        }
    }
}
