using System.Buffers;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Conversion;

/// <summary>Converts the hashtables, lists and objects of a parameter to JSON for a service.</summary>
internal static class JsonBody
{
    /// <summary>The JSON of a parameter's value.</summary>
    /// <param name="value">A table or object; its keys or properties become member names.</param>
    /// <param name="parameter">The parameter's name, for the error.</param>
    /// <exception cref="QwenException">It is nested too deeply or contains a value that JSON cannot represent (<c>InvalidParameter</c>).</exception>
    public static JsonElement From(object value, string parameter)
    {
        var rules = new JsonRules(IsExact: true, why => QwenErrors.InvalidParameter(
            $"-{parameter} cannot be sent: {why}.", "Specify hashtables, arrays, strings, numbers and Booleans."));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            new ObjectJson(json, rules).Write(value);
        using var document = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = InputLimits.Levels });
        return document.RootElement.Clone();
    }
}
