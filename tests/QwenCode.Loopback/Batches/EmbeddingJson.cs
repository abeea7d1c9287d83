using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Writes a list with one short embedding.</summary>
internal static class EmbeddingJson
{
    public static void Members(Utf8JsonWriter json, string model)
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WriteString("object", "embedding");
        json.WriteNumber("index", 0);
        json.WriteStartArray("embedding");
        json.WriteNumberValue(0.6);
        json.WriteNumberValue(0.8);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("model", model);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", 1);
        json.WriteNumber("total_tokens", 1);
        json.WriteEndObject();
    }
}
