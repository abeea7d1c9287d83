using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Writes members that may be absent.</summary>
internal static class JsonWriterExtensions
{
    /// <summary>Writes a member unless its value is null.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    /// <inheritdoc cref="WriteOptional(Utf8JsonWriter, string, string?)"/>
    public static void WriteOptional(this Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
            json.WriteString(name, time);
    }

    /// <inheritdoc cref="WriteOptional(Utf8JsonWriter, string, string?)"/>
    public static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }
}
