using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Conversion;
using QwenCode.Showing;

namespace QwenCode.Tools;

/// <summary>Converts an argument of a call to the value of a command's parameter.</summary>
internal static class ToolValue
{
    /// <summary>The value.</summary>
    /// <param name="json">The argument.</param>
    /// <param name="argument">The parameter.</param>
    /// <exception cref="ToolArgumentException">It cannot be converted, or the parameter does not take it.</exception>
    public static object? Of(JsonElement json, ToolArgument argument)
    {
        try
        {
            var isFlag = ToolType.Plain(argument.Schema.Type) == typeof(bool);
            ExactValue.Ensure(json, argument.IsTransformed || isFlag ? typeof(object) : argument.Type);
            var value = isFlag ? Flag(json)
                : argument.Type == typeof(PSObject) || argument.Type == typeof(PSObject[]) ? JsonObjects.From(json)
                : argument.IsTransformed ? JsonInstances.From(json, TypeOf(argument))
                : Instance(json, TypeOf(argument));
            var converted = argument.IsTransformed || !IsPlain(argument.Type) ? value : LanguagePrimitives.ConvertTo(value, argument.Type, CultureInfo.InvariantCulture);

            // A single value that became a list is what the model wrote, and not an item.
            return ArgumentRules.Problem(converted, argument) is { } problem
                ? throw Rejected(json, argument, json.ValueKind == JsonValueKind.Array ? problem.InWords : $"it {problem.Reason}")
                : converted;
        }
        catch (UnrepresentableException exception)
        {
            throw Rejected(json, argument, exception.Mismatch.InWords);
        }
        catch (FormatException exception)
        {
            throw Rejected(json, argument, exception.Message);
        }
        catch (Exception exception) when (exception is PSInvalidCastException or ArgumentException or OverflowException)
        {
            throw Rejected(json, argument, $"it cannot be converted to [{TypeName.Of(argument.Type)}]");
        }
    }

    private static ToolArgumentException Rejected(JsonElement json, ToolArgument argument, string reason) =>
        new($"The parameter '{argument.Schema.Name}' cannot be {HumanText.FirstLine(json.GetRawText())}: {reason}");

    private static Type TypeOf(ToolArgument argument) => HasPlainValues(argument.Schema.Type) ? argument.Schema.Type : typeof(Hashtable);

    // A single value is a list of one. PowerShell makes a text of it for some lists, and no list for others.
    private static object? Instance(JsonElement json, Type type) => json.ValueKind != JsonValueKind.Array && ToolType.ElementOf(ToolType.Plain(type)) is { } element
        ? new[] { Instance(json, element) }
        : JsonInstances.From(json, type);

    // The call has not been approved, and the constructor of a type can do anything. PowerShell converts the others when it binds them.
    private static bool IsPlain(Type type)
    {
        var plain = ToolType.Plain(type);
        return plain.IsArray ? IsPlain(plain.GetElementType()!)
            : plain.Namespace == typeof(List<>).Namespace && ToolType.ElementOf(plain) is { } element ? element == typeof(object) || IsPlain(element)
            : plain == typeof(ArrayList) || plain == typeof(SwitchParameter) || plain.IsEnum || Type.GetTypeCode(plain) != TypeCode.Object
            || plain == typeof(Guid) || plain == typeof(Uri) || plain == typeof(TimeSpan) || plain == typeof(DateTimeOffset) || plain == typeof(Version);
    }

    private static bool HasPlainValues(Type type) => TypeSchema.ValueOf(type) is not { } value || value == typeof(object) || IsPlain(value);

    // PowerShell takes any text for true.
    private static bool Flag(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(json.GetString(), out var flag) => flag,
        _ => throw new FormatException("it is neither true nor false"),
    };
}
