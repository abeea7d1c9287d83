using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QwenCode.Chat;

/// <summary>A string, or a number or boolean in its place; null for anything else.</summary>
internal sealed class LooseStringConverter : JsonConverter<string?>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>A string that is the same in each piece of a stream, made once and not a million times.</summary>
internal sealed class RepeatedStringConverter : JsonConverter<string?>
{
    private static readonly LooseStringConverter Loose = new();

    private string? _last;

    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var last = _last;
        if (last is not null && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(last))
            return last;
        return _last = Loose.Read(ref reader, typeToConvert, options);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>A whole number in an answer.</summary>
/// <remarks>A class, since a serializer's code for a value type is compiled anew in each process; that for classes comes precompiled.</remarks>
[JsonConverter(typeof(LooseNumberConverter))]
internal sealed record LooseNumber(long Value);

/// <summary>A whole number, or a fraction or string in its place; null for anything else. One that is the same in each piece of a stream is made once.</summary>
internal sealed class LooseNumberConverter : JsonConverter<LooseNumber?>
{
    private LooseNumber? _last;

    /// <inheritdoc/>
    public override LooseNumber? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? From(whole) : FromDouble(reader.GetDouble());
            case JsonTokenType.String:
                return double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? FromDouble(number) : null;
            default:
                reader.Skip();
                return null;
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LooseNumber? value, JsonSerializerOptions options)
    {
        if (value is { } number)
            writer.WriteNumberValue(number.Value);
        else
            writer.WriteNullValue();
    }

    private LooseNumber From(long whole) => _last is { } last && last.Value == whole ? last : _last = new(whole);

    private LooseNumber? FromDouble(double number) => Math.Abs(number) < long.MaxValue ? From((long)number) : null;
}

/// <summary>The JSON of an error: an object, or a string in its place; null for anything else.</summary>
internal sealed class ErrorConverter : JsonConverter<string?>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.String ? document.RootElement.GetRawText() : null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteRawValue(value ?? "null");
}

/// <summary>A message's content: a string, or a list of parts whose texts are joined.</summary>
internal sealed class ContentConverter : JsonConverter<string?>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        using var document = JsonDocument.ParseValue(ref reader);
        return TextOf(document.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static string? TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Object => element.TryGetProperty("text", out var text) ? TextOf(text) : null,
        JsonValueKind.Array => string.Concat(element.EnumerateArray().Select(TextOf)),
        _ => null,
    };
}
