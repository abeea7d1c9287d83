using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using QwenCode.Chat;

namespace QwenCode.Conversion;

/// <summary>Reads from validation attributes what a model has to know, so that its value is not rejected when PowerShell checks it.</summary>
internal static class ValidationLimits
{
    /// <summary>The full name of an attribute that PowerShell Standard does not have.</summary>
    public const string NotNullOrWhiteSpace = "System.Management.Automation.ValidateNotNullOrWhiteSpaceAttribute";

    /// <summary>The limits of a property of a class.</summary>
    public static ValueLimits Of(PropertyInfo property)
    {
        try
        {
            return Of(property.CustomAttributes.Select(data => data.AttributeType).Where(IsOfPowerShell).Distinct().SelectMany(type => property.GetCustomAttributes(type)), property.PropertyType);
        }
        catch (Exception exception) when (ForeignObject.IsForeign(exception))
        {
            // The values of a set may come from code of the user's, which PowerShell runs again when the property is set.
            return ValueLimits.None;
        }
    }

    /// <summary>The limits of a parameter or property.</summary>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="type">Its type.</param>
    public static ValueLimits Of(IEnumerable<Attribute> attributes, Type type)
    {
        var element = TypeSchema.ElementOf(type);
        var isText = (element ?? type) == typeof(string);
        var isList = element is not null || TypeSchema.IsUntypedList(type);
        return attributes.Aggregate(ValueLimits.None, (limits, attribute) => Apply(limits, attribute, isText, isList) with { ExcludesNull = limits.ExcludesNull || ExcludesNull(attribute) });
    }

    /// <summary>The open range of an attribute, such as <c>Positive</c>; <see langword="null"/> if it has two limits. PowerShell Standard does not have it.</summary>
    public static string? KindOf(ValidateRangeAttribute range) =>
        range.MinRange is not null ? null : typeof(ValidateRangeAttribute).GetProperty("RangeKind", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(range)?.ToString();

    /// <summary>Whether an attribute is PowerShell's own. A class that derives from one of them is code of the user's.</summary>
    public static bool IsOfPowerShell(Type attribute) => attribute.Assembly == typeof(PSObject).Assembly;

    private static bool ExcludesNull(Attribute attribute) =>
        attribute is ValidateEnumeratedArgumentsAttribute or ValidateCountAttribute or ValidateNotNullAttribute or ValidateNotNullOrEmptyAttribute || attribute.GetType().FullName == NotNullOrWhiteSpace;

    private static ValueLimits Apply(ValueLimits limits, Attribute attribute, bool isText, bool isList) => attribute switch
    {
        ValidateSetAttribute set => limits with { Choices = [.. set.ValidValues] },
        ValidateRangeAttribute range => Range(limits, range),
        ValidatePatternAttribute pattern => Pattern(limits, pattern.RegexPattern),
        ValidateLengthAttribute length => limits with { Length = (length.MinLength, length.MaxLength) },
        ValidateCountAttribute count => limits with { Count = (count.MinLength, count.MaxLength) },
        ValidateNotNullOrEmptyAttribute => NotEmpty(limits, isText, isList),
        _ => attribute.GetType().FullName == NotNullOrWhiteSpace ? NotEmpty(limits, isText, isList) : limits,
    };

    private static ValueLimits NotEmpty(ValueLimits limits, bool isText, bool isList) => limits with
    {
        Length = isText ? limits.Length ?? (1, int.MaxValue) : limits.Length,
        Count = isList ? limits.Count ?? (1, int.MaxValue) : limits.Count,
    };

    private static ValueLimits Range(ValueLimits limits, ValidateRangeAttribute range) => KindOf(range) switch
    {
        "Positive" => limits with { Minimum = 0, ExcludesMinimum = true },
        "NonNegative" => limits with { Minimum = 0 },
        "Negative" => limits with { Maximum = 0, ExcludesMaximum = true },
        "NonPositive" => limits with { Maximum = 0 },
        _ => limits with { Minimum = Number(range.MinRange), Maximum = Number(range.MaxRange) },
    };

    private static decimal? Number(object? value)
    {
        try
        {
            return value is null or string or DateTime ? null : Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is OverflowException or InvalidCastException or FormatException)
        {
            // No service computes with it.
            return null;
        }
    }

    // What JSON schema does not read is told in words.
    private static ValueLimits Pattern(ValueLimits limits, string pattern) =>
        SchemaPattern.IsCommon(pattern) ? limits with { Pattern = pattern } : limits with { InWords = $"Matches the .NET regular expression {pattern}" };
}
