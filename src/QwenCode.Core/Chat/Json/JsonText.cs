using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Reads JSON strings that hold a lone surrogate or bytes that are not UTF-8, at which <c>System.Text.Json</c> throws.</summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>The string; a lone surrogate stays as it is, since the next chunk may bring the other half.</summary>
    /// <param name="json">At the string.</param>
    public static string Read(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
            return Encoding.UTF8.GetString(json.ValueSpan);
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(json.ValueSpan);
        }
    }

    /// <summary>Whether the string or name is this one.</summary>
    /// <param name="json">At the string or name.</param>
    /// <param name="text">What it is compared to.</param>
    public static bool Equals(ref Utf8JsonReader json, ReadOnlySpan<byte> text)
    {
        try
        {
            return json.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // The reader has validated each escape.
    private static string Unescape(ReadOnlySpan<byte> escaped)
    {
        var text = new StringBuilder(escaped.Length);
        while (escaped.IndexOf((byte)'\\') is >= 0 and var next)
        {
            text.Append(Encoding.UTF8.GetString(escaped[..next]));
            var escape = escaped[next..];
            text.Append((char)escape[1] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var itself => itself,
            });
            escaped = escape[(escape[1] == 'u' ? EscapeLength : 2)..];
        }

        return text.Append(Encoding.UTF8.GetString(escaped)).ToString();
    }
}
