using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using QwenCode.Conversion;

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

    /// <summary>The parameter; <see langword="null"/> if no JSON can represent its values, or they are secrets, code or for the user to decide.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="description">What its help says; empty for nothing.</param>
    public static ToolArgument? Read(CommandParameterInfo parameter, string description)
    {
        if (parameter.Attributes.Any(attribute => attribute is UserDecidesAttribute) || SchemaType(parameter.ParameterType) is not { } type || !ToolType.IsSupported(type))
            return null;
        var schema = new ToolParameter(parameter.Name, type)
        {
            IsMandatory = parameter.IsMandatory,
            Description = string.IsNullOrWhiteSpace(description) ? parameter.HelpMessage ?? "" : description,
            Limits = ValidationLimits.Of(parameter.Attributes, type),
        };
        return new ToolArgument(schema, parameter.ParameterType, parameter.Attributes.Any(IsTransformation), parameter.Attributes);
    }

    /// <summary>Whether PowerShell would bind a value. Only simple types are checked: to make any other may run code.</summary>
    public static bool Takes(ParameterMetadata parameter, object? value)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var isSimple = type.IsPrimitive || type.IsEnum || type == typeof(decimal) || type == typeof(DateTime) || type == typeof(TimeSpan) || type == typeof(Guid);
        return !isSimple || value is null || parameter.Attributes.Any(IsTransformation) || LanguagePrimitives.TryConvertTo(value, type, CultureInfo.InvariantCulture, out _);
    }

    // PowerShell gives one that converts to the type to each typed parameter of a function.
    private static bool IsTransformation(Attribute attribute) => attribute is ArgumentTransformationAttribute && attribute.GetType().FullName != "System.Management.Automation.ArgumentTypeConverterAttribute";

    private static Type? SchemaType(Type type)
    {
        if (type == typeof(SwitchParameter))
            return typeof(bool);
        if (type == typeof(PSObject) || type == typeof(PSCustomObject))
            return typeof(IDictionary);
        if (type == typeof(SecureString) || type == typeof(PSCredential) || type == typeof(ScriptBlock) || type == typeof(PSReference) || typeof(X509Certificate).IsAssignableFrom(type))
            return null;
        if (type.IsArray && type.GetElementType() is { } element && type.GetArrayRank() == 1)
            return SchemaType(element)?.MakeArrayType();

        // A class of a script is made of a table.
        return type.Assembly.IsDynamic && !type.IsEnum ? typeof(IDictionary) : type;
    }
}
