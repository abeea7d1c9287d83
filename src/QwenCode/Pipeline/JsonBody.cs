using System.Buffers;
using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Pipeline;

/// <summary>Turns PowerShell's tables, lists and objects into JSON.</summary>
internal static class JsonBody
{
    private const int MostLevels = 64;

    /// <summary>The table as a JSON object.</summary>
    /// <param name="table">Its keys become member names.</param>
    /// <param name="parameter">The parameter's name, for the error.</param>
    /// <exception cref="QwenException">It is nested too deeply or holds a value without a JSON form (<c>InvalidRequest</c>).</exception>
    public static JsonElement From(IDictionary table, string parameter)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, table, parameter, level: 0);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, object? value, string parameter, int level)
    {
        if (level > MostLevels)
            throw QwenErrors.InvalidParameter($"-{parameter} is nested more than {MostLevels} levels deep.", "Give a table that does not contain itself.");
        var plain = value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
        switch (plain)
        {
            case null:
                json.WriteNullValue();
                break;
            case string or char or Guid or Uri or Version:
                json.WriteStringValue(plain.ToString());
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case SwitchParameter flag:
                json.WriteBooleanValue(flag.IsPresent);
                break;
            case Enum name:
                json.WriteStringValue(name.ToString());
                break;
            case double or float:
                WriteFloat(json, Convert.ToDouble(plain, System.Globalization.CultureInfo.InvariantCulture), parameter);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(plain, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                json.WriteStringValue(time);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time);
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case IDictionary table:
                WriteMembers(json, table.Keys.Cast<object>().Select(k => (k.ToString()!, table[k])), parameter, level);
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item, parameter, level + 1);
                json.WriteEndArray();
                break;
            default:
                var properties = PSObject.AsPSObject(plain).Properties.Where(p => p.IsGettable);
                WriteMembers(json, properties.Select(p => (p.Name, Get(p, parameter))), parameter, level);
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, IEnumerable<(string Name, object? Value)> members, string parameter, int level)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            Write(json, value, parameter, level + 1);
        }

        json.WriteEndObject();
    }

    private static object? Get(PSPropertyInfo property, string parameter)
    {
        try
        {
            return property.Value;
        }
        catch (ExtendedTypeSystemException)
        {
            throw QwenErrors.InvalidParameter(
                $"-{parameter} holds an object whose property {property.Name} cannot be read.", "Give tables, lists, texts, numbers and Booleans.");
        }
    }

    private static void WriteFloat(Utf8JsonWriter json, double number, string parameter)
    {
        if (!double.IsFinite(number))
            throw QwenErrors.InvalidParameter($"-{parameter} holds {number}, which JSON cannot express.", "Give a finite number.");
        json.WriteNumberValue(number);
    }
}
