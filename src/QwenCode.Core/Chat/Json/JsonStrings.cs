using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Reads strings of a JSON document.</summary>
internal static class JsonStrings
{
    /// <summary>The string; <see langword="null"/> if it is not valid Unicode.</summary>
    public static string? TryRead(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The name of a member; <see langword="null"/> if it is not valid Unicode.</summary>
    public static string? TryReadName(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
