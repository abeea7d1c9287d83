using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Writes the tools of a request as the JSON of OpenAI's chat completions API.</summary>
internal static class ToolsWriter
{
    /// <summary>Writes the members for the tools.</summary>
    /// <param name="json">Where they are written to.</param>
    /// <param name="request">The request.</param>
    /// <param name="own">Whether a member of a name is this module's to write.</param>
    public static void Write(Utf8JsonWriter json, ChatRequest request, Func<string, bool> own)
    {
        if (own("tools"))
        {
            json.WriteStartArray("tools");
            foreach (var tool in request.Tools)
                Write(json, tool);
            json.WriteEndArray();
        }

        // Without it the model decides. Models that think reject a forced call.
        if (request.ForbidsToolCalls && own("tool_choice"))
            json.WriteString("tool_choice", "none");
    }

    private static void Write(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", tool.Name);
        json.WriteString("description", tool.Description);
        json.WritePropertyName("parameters");
        tool.Schema.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
