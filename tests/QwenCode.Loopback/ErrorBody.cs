using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Writes an <see cref="ApiError"/> as the dress's JSON.</summary>
internal static class ErrorBody
{
    public static byte[] Write(Dress dress, ApiError error, string requestId) => JsonBytes.Object(json =>
    {
        switch (dress)
        {
            case Dress.DashScope when error.Own:
                json.WriteString("code", error.Code);
                json.WriteString("message", error.Message);
                break;
            case Dress.ModelScope:
                json.WriteStartObject("errors");
                json.WriteString("message", error.Message);
                json.WriteEndObject();
                break;
            default:
                json.WriteStartObject("error");
                Members(json, dress, error);
                json.WriteEndObject();
                break;
        }

        if (dress is Dress.DashScope or Dress.ModelScope)
            json.WriteString("request_id", requestId);
        if (dress == Dress.OpenRouter)
            json.WriteString("user_id", "user_loopback");
    });

    private static void Members(Utf8JsonWriter json, Dress dress, ApiError error)
    {
        if (dress == Dress.OpenRouter)
        {
            json.WriteString("message", error.Message);
            json.WriteNumber("code", error.Status);
            return;
        }

        if (dress == Dress.AzureOpenAI && error.Type is null)
        {
            json.WriteString("code", error.Code);
            json.WriteString("message", error.Message);
            return;
        }

        json.WriteString("message", error.Message);
        json.WriteString("type", error.Type);
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
    }
}
