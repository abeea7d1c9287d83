using System.Collections;
using System.Globalization;
using System.Management.Automation;
using QwenCode.Chat;
using QwenCode.Conversion;

namespace QwenCode.Tools;

/// <summary>
/// Checks an argument as PowerShell does when it binds it: by the validation attributes of the parameter, and for what a mandatory parameter does not take.
/// The call has not been approved: what runs code of the command, such as <see cref="ValidateScriptAttribute"/>, is left to PowerShell.
/// </summary>
internal static class ArgumentRules
{
    /// <summary>Why the parameter does not take the value; <see langword="null"/> if it does, or only the command decides it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="argument">The parameter.</param>
    public static SchemaMismatch? Problem(object? value, ToolArgument argument)
    {
        if (argument.IsTransformed)
            return null;

        // PowerShell converts the others when it binds them, each item on its own: only their number is known.
        var isKnown = value is object[] { Length: 0 } || argument.Type == typeof(object) || argument.Type == typeof(PSObject) || argument.Type == typeof(PSCustomObject) || argument.Type.IsInstanceOfType(value);
        foreach (var attribute in argument.Attributes.Where(attribute => ValidationLimits.IsOfPowerShell(attribute.GetType())))
        {
            if (Problem(value, attribute, isKnown) is { } problem)
                return problem;
        }

        return isKnown && argument.Schema.IsMandatory ? Missing(value, argument) : null;
    }

    private static SchemaMismatch? Problem(object? value, Attribute attribute, bool isKnown) => attribute switch
    {
        ValidatePatternAttribute pattern => isKnown ? PatternRule.Problem(value, pattern) : null,
        ValidateCountAttribute when isKnown || value is object[] => Allows(attribute, value) ? null : new SchemaMismatch(ReasonOf(attribute, value)!),
        _ => isKnown && ReasonOf(attribute, value) is { } reason && !Allows(attribute, value) ? ProblemOfItem(value, attribute) ?? new SchemaMismatch(reason) : null,
    };

    private static bool Allows(Attribute attribute, object? value)
    {
        try
        {
            // PowerShell checks the value of a variable as it checks an argument.
            _ = new PSVariable("argument", value, ScopedItemOptions.None, [attribute]);
            return true;
        }
        catch (Exception exception) when (ForeignObject.IsForeign(exception))
        {
            return exception is not ValidationMetadataException;
        }
    }

    private static SchemaMismatch? ProblemOfItem(object? value, Attribute attribute) => ItemsOf(value)
        .Select((item, index) => Allows(attribute, item) ? null : new SchemaMismatch(ReasonOf(attribute, item)!).In(index)).FirstOrDefault(problem => problem is not null);

    private static IEnumerable<object?> ItemsOf(object? value) => value is IEnumerable list and not (string or IDictionary) ? list.Cast<object?>() : [];

    private static string? ReasonOf(Attribute attribute, object? value) => attribute switch
    {
        ValidateSetAttribute set => $"is none of {string.Join(", ", set.ValidValues)}{(set.IgnoreCase ? "" : " (the case counts)")}",
        ValidateRangeAttribute range => ReasonOf(range),
        ValidateLengthAttribute length => $"does not have {Number(length.MinLength, length.MaxLength, "character")}",
        ValidateCountAttribute count => $"does not have {Number(count.MinLength, count.MaxLength, "item")}",
        ValidateNotNullAttribute or ValidateNotNullOrEmptyAttribute => Emptiness(value),
        _ => attribute.GetType().FullName == ValidationLimits.NotNullOrWhiteSpace ? Emptiness(value) : null,
    };

    private static string ReasonOf(ValidateRangeAttribute range) => ValidationLimits.KindOf(range) switch
    {
        "Positive" => "is not greater than 0",
        "NonNegative" => "is less than 0",
        "Negative" => "is not less than 0",
        "NonPositive" => "is greater than 0",
        _ => string.Create(CultureInfo.InvariantCulture, $"is not between {range.MinRange} and {range.MaxRange}"),
    };

    private static string Number(int minimum, int maximum, string noun)
    {
        var number = minimum == maximum ? $"{minimum}" : maximum == int.MaxValue ? $"at least {minimum}" : minimum == 0 ? $"at most {maximum}" : $"{minimum} to {maximum}";
        return $"{number} {noun}{((maximum == int.MaxValue ? minimum : maximum) == 1 ? "" : "s")}";
    }

    private static string Emptiness(object? value) => ForeignObject.Unwrap(value) switch
    {
        null => "is null",
        string { Length: > 0 } => "is blank",
        _ => "is empty",
    };

    private static SchemaMismatch? Missing(object? value, ToolArgument argument)
    {
        if (argument.Type == typeof(string))
            return value is "" && !Has<AllowEmptyStringAttribute>(argument) ? new SchemaMismatch(Emptiness(value)) : null;
        if (!IsCollection(argument.Type))
            return null;
        var items = ItemsOf(value).ToList();
        if (items.Count == 0)
            return Has<AllowEmptyCollectionAttribute>(argument) ? null : new SchemaMismatch(Emptiness(value));
        var index = items.FindIndex(item => item is null ? !Has<AllowNullAttribute>(argument) : item is "" && ToolType.ElementOf(argument.Type) == typeof(string) && !Has<AllowEmptyStringAttribute>(argument));
        return index < 0 || ToolType.ElementOf(argument.Type) is { IsValueType: true } ? null : new SchemaMismatch(Emptiness(items[index])).In(index);
    }

    private static bool Has<T>(ToolArgument argument)
        where T : Attribute => argument.Attributes.Any(attribute => attribute is T);

    // As PowerShell sees it.
    private static bool IsCollection(Type type) => !TypeSchema.IsTable(type)
        && (typeof(IList).IsAssignableFrom(type) || type.GetInterfaces().Prepend(type).Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ICollection<>)));
}
