using System.Text;

namespace QwenCode.Loopback;

/// <summary>The default reply.</summary>
public static class EchoReply
{
    /// <summary>"You said: " and the last user message's text; after tool calls the texts of their results, one a line; a JSON object if <c>response_format</c> requests one,
    /// that matches the schema if there is one.</summary>
    public static string Create(ChatRequestBody request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var results = request.ToolResults;
        var echo = results.Count > 0 ? string.Join('\n', results.Select(result => result.Text)) : "You said: " + request.LastUserText;
        return request.ResponseFormat switch
        {
            "json_schema" when request.ResponseSchema is { } schema => SchemaSample.Create(schema, echo),
            "json_schema" or "json_object" => Encoding.UTF8.GetString(JsonBytes.Object(json => json.WriteString("answer", echo))),
            _ => echo,
        };
    }
}
