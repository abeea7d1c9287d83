using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace QwenCode.Tools;

/// <summary>Reads from a command's metadata what a model has to know of a parameter.</summary>
internal static class ParameterReader
{
    private static readonly HashSet<string> Common = new(
        [
            "Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable",
            "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable", "WhatIf", "Confirm", "UseTransaction",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it is one of the parameters that PowerShell gives to each command. A model never sees them.</summary>
    public static bool IsCommon(string name) => Common.Contains(name);

    /// <summary>The parameter; <see langword="null"/> if no JSON can represent its values, or they are secrets or code.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="description">What its help says; empty for nothing.</param>
    public static ToolArgument? Read(CommandParameterInfo parameter, string description)
    {
        if (SchemaType(parameter.ParameterType) is not { } type || !ToolType.IsSupported(type))
            return null;
        var schema = new ToolParameter(parameter.Name, type)
        {
            IsMandatory = parameter.IsMandatory,
            Description = string.IsNullOrWhiteSpace(description) ? parameter.HelpMessage ?? "" : description,
        };
        var isText = ToolType.Plain(ToolType.ElementOf(ToolType.Plain(type)) ?? type) == typeof(string);
        foreach (var attribute in parameter.Attributes)
            schema = Apply(schema, attribute, isText);
        return new ToolArgument(schema, parameter.ParameterType, parameter.Attributes.Any(IsTransformation), parameter.Attributes);
    }

    /// <summary>The open range of an attribute, such as <c>Positive</c>; <see langword="null"/> if it has two limits. PowerShell Standard does not have it.</summary>
    public static string? KindOf(ValidateRangeAttribute range) =>
        range.MinRange is not null ? null : typeof(ValidateRangeAttribute).GetProperty("RangeKind", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(range)?.ToString();

    // PowerShell gives one that converts to the type to each typed parameter of a function.
    private static bool IsTransformation(Attribute attribute) => attribute is ArgumentTransformationAttribute && attribute.GetType().FullName != "System.Management.Automation.ArgumentTypeConverterAttribute";

    private static Type? SchemaType(Type type)
    {
        if (type == typeof(SwitchParameter))
            return typeof(bool);
        if (type == typeof(PSObject) || type == typeof(PSCustomObject))
            return typeof(IDictionary);
        if (type == typeof(SecureString) || type == typeof(PSCredential) || type == typeof(ScriptBlock) || typeof(X509Certificate).IsAssignableFrom(type))
            return null;
        if (type.IsArray && type.GetElementType() is { } element && type.GetArrayRank() == 1)
            return SchemaType(element)?.MakeArrayType();

        // A class of a script is made of a table.
        return type.Assembly.IsDynamic && !type.IsEnum ? typeof(IDictionary) : type;
    }

    private static ToolParameter Apply(ToolParameter schema, Attribute attribute, bool isText) => attribute switch
    {
        ValidateSetAttribute set => schema with { Choices = [.. set.ValidValues] },
        ValidateRangeAttribute range => Range(schema, range),
        ValidatePatternAttribute pattern => Pattern(schema, pattern.RegexPattern),
        ValidateLengthAttribute length => schema with { Length = (length.MinLength, length.MaxLength) },
        ValidateCountAttribute count => schema with { Count = (count.MinLength, count.MaxLength) },
        ValidateNotNullOrEmptyAttribute when isText && schema.Length is null => schema with { Length = (1, int.MaxValue) },
        _ => schema,
    };

    private static ToolParameter Range(ToolParameter schema, ValidateRangeAttribute range) => KindOf(range) switch
    {
        "Positive" => schema with { Minimum = 0, ExcludesMinimum = true },
        "NonNegative" => schema with { Minimum = 0 },
        "Negative" => schema with { Maximum = 0, ExcludesMaximum = true },
        "NonPositive" => schema with { Maximum = 0 },
        _ => schema with { Minimum = Number(range.MinRange), Maximum = Number(range.MaxRange) },
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
    private static ToolParameter Pattern(ToolParameter schema, string pattern) => SchemaPattern.IsCommon(pattern)
        ? schema with { Pattern = pattern }
        : schema with { Description = $"{schema.Description} Matches the .NET regular expression {pattern}".TrimStart() };
}
