using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace QwenCode.Conversion;

/// <summary>The object that an answer's JSON stands for.</summary>
internal static class AnswerObject
{
    /// <summary>An instance of the type, or objects with the members of the JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="type">The type; <see langword="null"/> for none.</param>
    /// <exception cref="Exception">It cannot be converted: whatever PowerShell, a constructor or a property throws.</exception>
    public static object? From(JsonElement json, Type? type) =>
        type is null ? JsonObjects.From(json) : LanguagePrimitives.ConvertTo(JsonInstances.From(json, type, isExact: true), type, CultureInfo.InvariantCulture);
}
