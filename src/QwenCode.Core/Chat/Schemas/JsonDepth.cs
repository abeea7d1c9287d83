using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Tells JSON that is nested too deeply from JSON that is invalid, for which the reader throws the same exception.</summary>
internal static class JsonDepth
{
    /// <summary>What is wrong with such JSON.</summary>
    public static readonly string Reason = $"is nested more than {InputLimits.Levels} levels deep";

    /// <summary>Whether the JSON, with comments or without, is valid up to where it exceeds <see cref="InputLimits.Levels"/>.</summary>
    public static bool IsExceeded(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= InputLimits.Levels && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    return true;
            }
        }
        catch (JsonException)
        {
            // It is invalid before it is too deep.
        }

        return false;
    }
}
