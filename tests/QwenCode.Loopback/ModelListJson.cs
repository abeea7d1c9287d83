namespace QwenCode.Loopback;

internal static class ModelListJson
{
    private const long Created = 1735689600;

    public static byte[] Write(LoopbackOptions options) => JsonBytes.Object(json =>
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var id in options.Models)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("object", "model");
            json.WriteNumber("created", Created);
            json.WriteString("owned_by", id.Contains("gpt", StringComparison.OrdinalIgnoreCase) ? "openai" : "qwen");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
