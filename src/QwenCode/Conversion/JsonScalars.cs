using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Net;
using System.Numerics;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace QwenCode.Conversion;

/// <summary>Writes values without members as JSON: numbers as numbers, and what reads as one text as that text.</summary>
internal static class JsonScalars
{
    // A number of some 1,200 digits; no JSON reader accepts a longer one.
    private const int LargestNumberBits = 4096;

    /// <summary>Writes the value if it is one without members.</summary>
    /// <returns>Whether it was.</returns>
    /// <exception cref="QwenException">It is a secret, or the rules reject it.</exception>
    public static bool TryWrite(Utf8JsonWriter json, object? value, JsonRules rules)
    {
        if (TextOf(value, rules) is { } text)
            WriteText(json, text, rules);
        else if (value is null or DBNull or NullString)
            json.WriteNullValue();
        else if (value is bool or SwitchParameter)
            json.WriteBooleanValue(value is true or SwitchParameter { IsPresent: true });
        else if (value is DateTime time)
            json.WriteStringValue(time);
        else if (value is DateTimeOffset offset)
            json.WriteStringValue(offset);
        else if (value is byte[] bytes)
            WriteBytes(json, bytes, rules);
        else
            return TryWriteNumber(json, value, rules);
        return true;
    }

    private static void WriteText(Utf8JsonWriter json, string text, JsonRules rules)
    {
        rules.EnsureSize(text.Length);
        json.WriteStringValue(text);
    }

    private static void WriteBytes(Utf8JsonWriter json, byte[] bytes, JsonRules rules)
    {
        rules.EnsureSize(bytes.Length);
        json.WriteBase64StringValue(bytes);
    }

    private static bool TryWriteNumber(Utf8JsonWriter json, object value, JsonRules rules)
    {
        switch (value)
        {
            case sbyte or byte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                return true;
            case ulong number:
                json.WriteNumberValue(number);
                return true;
            case decimal number:
                json.WriteNumberValue(number);
                return true;
            case BigInteger number when number.GetBitLength() > LargestNumberBits:
                throw rules.ErrorOf("it contains an integer that is too large for JSON");
            case float or double or Half:
                WriteFloat(json, value, rules);
                return true;
            case Int128 or UInt128 or BigInteger or nint or nuint:
                json.WriteRawValue(Invariant(value));
                return true;
            default:
                return false;
        }
    }

    private static void WriteFloat(Utf8JsonWriter json, object value, JsonRules rules)
    {
        var isFinite = double.IsFinite(value is Half half ? (double)half : Convert.ToDouble(value, CultureInfo.InvariantCulture));
        if (isFinite)
            json.WriteRawValue(Invariant(value));
        else if (rules.IsExact)
            throw rules.ErrorOf($"it contains {Invariant(value)}, which JSON cannot represent");
        else
            json.WriteStringValue(Invariant(value));
    }

    private static string? TextOf(object? value, JsonRules rules) => value switch
    {
        string text => text,
        char or Enum or StringBuilder => value.ToString(),
        SecureString or PSCredential or NetworkCredential => throw rules.ErrorOf($"it contains a {value.GetType().Name}, which is a secret"),
        Guid or Version => value.ToString(),
        Uri uri => uri.OriginalString,
        DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        XmlNode node => node.OuterXml,
        XObject node => node.ToString(),
        FileSystemInfo or ScriptBlock or Type or Complex when rules.IsExact => throw rules.ErrorOf($"it contains an object of type {value.GetType().Name}, which JSON cannot represent"),
        FileSystemInfo file => file.FullName,
        Type type => type.FullName ?? type.Name,
        ScriptBlock or Regex or PSDriveInfo or ProviderInfo => value.ToString(),
        CultureInfo culture => culture.Name,
        Encoding encoding => encoding.WebName,
        Complex or IPAddress => Invariant(value),
        _ => null,
    };

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
