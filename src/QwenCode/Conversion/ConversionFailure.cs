using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Showing;

namespace QwenCode.Conversion;

/// <summary>Finds the value for which the conversion of an answer failed: PowerShell's error does not have its path.</summary>
internal static class ConversionFailure
{
    private const int MostReason = 200;

    /// <summary>The value with its path, the expected type and the reason, or that the class threw.</summary>
    /// <param name="json">The JSON whose conversion failed.</param>
    /// <param name="type">The type; <see langword="null"/> for none.</param>
    /// <param name="exception">The exception.</param>
    public static SchemaMismatch Find(JsonElement json, Type? type, Exception exception)
    {
        if (exception is UnrepresentableException unrepresentable)
            return unrepresentable.Mismatch;
        if (type is null)
            return new SchemaMismatch($"cannot be converted: {ReasonOf(exception)}");
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return InList(json, plain) ?? InMembers(json, plain) ?? OfClass(json, plain, exception) ?? OfValue(json, plain, exception);
    }

    private static SchemaMismatch? InList(JsonElement json, Type type)
    {
        if (TypeSchema.ElementOf(type) is not { } element || StructuredAnswer.ListOf(json) is not { } found)
            return null;
        var index = 0;
        foreach (var item in found.List.EnumerateArray())
        {
            if (Try(() => AnswerObject.From(item, element)) is { } exception)
                return Find(item, element, exception).In(index) is var mismatch && found.Name is null ? mismatch : mismatch.In(found.Name!);
            index++;
        }

        return null;
    }

    private static SchemaMismatch? InMembers(JsonElement json, Type type)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var values = TypeSchema.IsTable(type) ? TypeSchema.ValueOf(type) ?? typeof(object) : null;
        foreach (var member in json.EnumerateObject())
        {
            var expected = values ?? JsonInstances.TypeOf(type, member.Name);
            if (Try(() => AnswerObject.From(member.Value, expected)) is { } exception)
                return Find(member.Value, expected, exception).In(member.Name);
        }

        return null;
    }

    // Each value in it can be converted, so that the constructor threw, or an attribute or setter of one of the properties.
    private static SchemaMismatch? OfClass(JsonElement json, Type type, Exception exception)
    {
        if (json.ValueKind == JsonValueKind.Array || TypeSchema.IsTable(type))
            return exception is TargetInvocationException ? Thrown($"is {SchemaRules.Shown(json)} for [{TypeName.Of(type)}], which", exception) : null;
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        if (TypeMember.IsCreatedFromObject(type) || Try(() => Converted([])) is not null)
            return Thrown($"is an object for [{TypeName.Of(type)}], whose constructor", exception);
        foreach (var member in json.EnumerateObject())
        {
            if (Try(() => Converted([(member.Name, JsonInstances.From(member.Value, JsonInstances.TypeOf(type, member.Name), isExact: true))])) is { } failure)
                return OfProperty(member.Value, type, failure).In(member.Name);
        }

        return Thrown($"is an object for [{TypeName.Of(type)}], which", exception);

        object? Converted((string, object?)[] members) => LanguagePrimitives.ConvertTo(ClassInstance.From(members, type), type, CultureInfo.InvariantCulture);
    }

    private static SchemaMismatch OfProperty(JsonElement json, Type type, Exception exception) => IsOfAttribute(exception)
        ? new SchemaMismatch($"is {SchemaRules.Shown(json)}, which [{TypeName.Of(type)}] rejects: {ReasonOf(exception)}")
        : Thrown($"is {SchemaRules.Shown(json)}, for which [{TypeName.Of(type)}]", exception);

    private static SchemaMismatch Thrown(string subject, Exception exception) => new($"{subject} threw an exception: {ReasonOf(exception)}") { IsOfClass = true };

    private static bool IsOfAttribute(Exception? exception) => exception is MetadataException || (exception is not null && IsOfAttribute(exception.InnerException));

    private static SchemaMismatch OfValue(JsonElement json, Type type, Exception exception)
    {
        var (value, name) = (SchemaRules.Shown(json), TypeName.Of(type));
        return json.ValueKind == JsonValueKind.Number && Innermost(exception) is OverflowException && Limit(type, "MinValue") is { } least && Limit(type, "MaxValue") is { } most
            ? new SchemaMismatch(string.Create(CultureInfo.InvariantCulture, $"is {value}, out of the range of [{name}] ({least} to {most})"))
            : new SchemaMismatch($"is {value}, which cannot be converted to [{name}]: {ReasonOf(exception)}");
    }

    private static object? Limit(Type type, string name) => type.GetField(name, BindingFlags.Public | BindingFlags.Static)?.GetValue(null);

    private static Exception? Try(Func<object?> convert)
    {
        try
        {
            convert();
            return null;
        }
        catch (Exception exception) when (ForeignObject.IsForeign(exception))
        {
            return exception;
        }
    }

    // PowerShell repeats the message of each level in the one above.
    private static Exception Innermost(Exception exception)
    {
        while (exception is IContainsErrorRecord or TargetInvocationException && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    private static string ReasonOf(Exception exception) => ForeignText.Shortened(Innermost(exception).Message, MostReason).TrimEnd('.');
}
