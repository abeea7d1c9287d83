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
    /// <exception cref="ToolArgumentException">It cannot be converted.</exception>
    public static object? Of(JsonElement json, ToolArgument argument)
    {
        try
        {
            if (!argument.IsTransformed)
                ExactValue.Ensure(json, argument.Type);
            var value = argument.Schema.Type == typeof(bool) ? Flag(json)
                : argument.Type == typeof(PSObject) || argument.Type == typeof(PSObject[]) ? JsonObjects.From(json)
                : JsonInstances.From(json, HasPlainValues(argument.Schema.Type) ? argument.Schema.Type : typeof(Hashtable));
            return argument.IsTransformed || !IsPlain(argument.Type) ? value : LanguagePrimitives.ConvertTo(value, argument.Type, CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FormatException or PSInvalidCastException or ArgumentException or OverflowException)
        {
            throw new ToolArgumentException($"The parameter '{argument.Schema.Name}' cannot be {HumanText.FirstLine(json.GetRawText())}: {HumanText.FirstLine((exception.InnerException ?? exception).Message)}");
        }
    }

    // The call has not been approved, and the constructor of a type can do anything. PowerShell converts the others when it binds them.
    private static bool IsPlain(Type type)
    {
        var plain = ToolType.Plain(type);
        return plain.IsArray ? IsPlain(plain.GetElementType()!)
            : plain == typeof(SwitchParameter) || plain.IsEnum || Type.GetTypeCode(plain) != TypeCode.Object
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
