using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>The arguments of tool calls as they are sent back. Services that parse them reject all that is not a JSON object, which would end the conversation.</summary>
internal static class SentArguments
{
    /// <summary>The arguments; if they are not a JSON object, an object that contains them as text.</summary>
    public static string Of(string arguments)
    {
        if (string.IsNullOrWhiteSpace(arguments))
            return "{}";
        return IsObject(arguments) ? arguments : $"{{\"invalid_arguments\":\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(arguments)}\"}}";
    }

    private static bool IsObject(string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(arguments));
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
