using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Conversion;

/// <summary>The JSON of an object, for a model to read: compact, and no letter of any script escaped.</summary>
internal static class InputJson
{
    private const string Next = "Select what to send with Select-Object, or convert it to text yourself.";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON of an object.</summary>
    /// <exception cref="QwenException">It is nested too deeply, too large or contains a secret (<c>InvalidInput</c>).</exception>
    public static string Of(object item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            new ObjectJson(json, new JsonRules(IsExact: false, NotSent)).Write(item);
        return Unescape(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>The error for an item that cannot be sent.</summary>
    public static QwenException NotSent(string why) => QwenErrors.InputNotSent(why, Next);

    // The encoder escapes all characters beyond the first plane, such as emoji.
    private static string Unescape(string json)
    {
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
            }
            else if (json[i + 1] == 'u' && (char)int.Parse(json.AsSpan(i + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is >= '\u00A0' and var letter)
            {
                text.Append(letter);
                i += 5;
            }
            else
            {
                text.Append(json, i++, 2);
            }
        }

        return text.ToString();
    }
}
