using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Reads values as servers really send them: any may be missing, null, or of a related type.</summary>
internal static class LooseJson
{
    /// <summary>A string, or a number or boolean instead; <see langword="null"/> for anything else.</summary>
    /// <param name="json">At the value; afterwards at its end.</param>
    public static string? String(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return CharacterJoiner.Sound(JsonText.Read(ref json));
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return Encoding.UTF8.GetString(json.ValueSpan);
            default:
                json.Skip();
                return null;
        }
    }

    /// <summary>A string as by <see cref="String"/>; one that is the same as before is not allocated again.</summary>
    /// <param name="json">At the value; afterwards at its end.</param>
    /// <param name="last">What was read last.</param>
    public static string? Repeated(ref Utf8JsonReader json, ref string? last) =>
        last is not null && json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && json.ValueTextEquals(last) ? last : last = String(ref json);

    /// <summary>A whole number, or a fraction or string instead; <see langword="null"/> for anything else.</summary>
    /// <param name="json">At the value; afterwards at its end.</param>
    public static long? Number(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                return json.TryGetInt64(out var whole) ? whole : json.TryGetDouble(out var fraction) ? FromDouble(fraction) : null;
            case JsonTokenType.String:
                return double.TryParse(JsonText.Read(ref json), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? FromDouble(number) : null;
            default:
                json.Skip();
                return null;
        }
    }

    /// <summary>An answer's content: a text as by <see cref="Text"/>, or the JSON of a value that the server parsed, such as a number or an object.</summary>
    /// <param name="json">At the value; afterwards at its end.</param>
    public static string? Content(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                var start = json;
                return Text(ref json) ?? Json(ref start);
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return String(ref json);
            default:
                return Text(ref json);
        }
    }

    /// <summary>A string, or a list of parts whose texts are joined. It may begin or end with a lone surrogate.</summary>
    /// <param name="json">At the value; afterwards at its end.</param>
    public static string? Text(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return JsonText.Read(ref json);
            case JsonTokenType.StartObject:
                return TextMember(ref json);
            case JsonTokenType.StartArray:
                return TextsOf(ref json);
            default:
                return null;
        }
    }

    /// <summary>Any value, as it is written.</summary>
    /// <param name="json">At the value; afterwards at its end.</param>
    public static string Json(ref Utf8JsonReader json)
    {
        using var document = JsonDocument.ParseValue(ref json);
        return document.RootElement.GetRawText();
    }

    /// <summary>
    /// Skips an <c>error</c> member, and returns whether it reports an error: some services send it, empty, beside each good answer.
    /// </summary>
    public static bool SkipError(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            var isText = json.TokenType == JsonTokenType.String && json.ValueSpan.Length > 0;
            json.Skip();
            return isText;
        }

        var (depth, hasValue) = (json.CurrentDepth, false);
        while (json.Read() && json.CurrentDepth > depth)
        {
            hasValue |= json.TokenType == JsonTokenType.True
                || (json.TokenType == JsonTokenType.String && json.ValueSpan.Length > 0)
                || (json.TokenType == JsonTokenType.Number && Number(ref json) is not 0);
        }

        return hasValue;
    }

    private static long? FromDouble(double number) => Math.Abs(number) < long.MaxValue ? (long)number : null;

    private static string? TextMember(ref Utf8JsonReader json)
    {
        string? text = null;
        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "text"u8))
                text = Text(ref json);
            else
                JsonMember.Skip(ref json);
        }

        return text;
    }

    private static string TextsOf(ref Utf8JsonReader json)
    {
        var texts = new StringBuilder();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            texts.Append(Text(ref json));
        return texts.ToString();
    }
}
