using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Tells JSON that is nested too deeply from JSON that is invalid, for which the reader throws the same exception.</summary>
internal static class JsonDepth
{
    /// <summary>What is wrong with such JSON.</summary>
    public static readonly string Reason = $"is nested more than {InputLimits.Levels} levels deep";

    /// <summary>Whether the JSON is nested more than <see cref="InputLimits.Levels"/> deep, and valid until then. It may contain comments.</summary>
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
