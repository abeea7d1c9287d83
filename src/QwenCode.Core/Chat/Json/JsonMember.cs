using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Walks through the members of a JSON object, token by token.</summary>
internal static class JsonMember
{
    /// <summary>Moves to the next member's name; <see langword="false"/> at the end of the object.</summary>
    public static bool Next(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the member has this name; if so, moves to its value.</summary>
    public static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) => JsonText.Equals(ref json, name) && json.Read();

    /// <summary>Skips the member's value.</summary>
    public static void Skip(ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }
}
