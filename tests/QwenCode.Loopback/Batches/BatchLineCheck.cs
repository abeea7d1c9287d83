using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Validates the lines of one input file, in order.</summary>
internal sealed class BatchLineCheck(string endpoint, BatchRules rules)
{
    private const string TestModel = "batch-test-model";

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private string? _model;
    private string? _thinking;

    /// <summary>What is wrong with the line: code, message and member; null if nothing is.</summary>
    public (string Code, string Message, string? Param)? Check(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return ("invalid_json_line", "The line is not a JSON object.", null);
            return CheckMembers(ref json);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return ("invalid_json_line", "The line is not valid JSON.", null);
        }
    }

    private (string Code, string Message, string? Param)? CheckMembers(ref Utf8JsonReader json)
    {
        string? id = null, method = null, url = null;
        BodyMembers? body = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("custom_id"u8))
                id = Text(ref json);
            else if (json.ValueTextEquals("method"u8))
                method = Text(ref json);
            else if (json.ValueTextEquals("url"u8))
                url = Text(ref json);
            else if (json.ValueTextEquals("body"u8))
                body = Body(ref json);
            else
                return ("unknown_parameter", $"Unknown parameter: '{json.GetString()}'.", json.GetString());
        }

        // Text behind the object throws here.
        json.Read();
        return CheckValues(id, method, url) ?? (body is { } members ? CheckBody(members) : ("invalid_request", "'body' must be an object.", "body"));
    }

    private (string Code, string Message, string? Param)? CheckValues(string? id, string? method, string? url)
    {
        if (string.IsNullOrEmpty(id))
            return ("invalid_custom_id", "'custom_id' must be a string that is not empty.", "custom_id");
        if (!_ids.Add(id))
            return ("duplicate_custom_id", $"The custom_id '{id}' is not unique.", "custom_id");
        if (method != "POST")
            return ("invalid_method", "'method' must be 'POST'.", "method");
        return url == endpoint ? null : ("mismatched_url", $"'url' must be the endpoint of the batch, '{endpoint}'.", "url");
    }

    private (string Code, string Message, string? Param)? CheckBody(BodyMembers body)
    {
        if (string.IsNullOrEmpty(body.Model))
            return ("invalid_request", "'body.model' must be a string that is not empty.", "body.model");
        var content = endpoint == BatchRequestBody.Embeddings ? "input" : "messages";
        if (!(endpoint == BatchRequestBody.Embeddings ? body.HasInput : body.HasMessages))
            return ("invalid_request", $"'body.{content}' is missing or empty.", $"body.{content}");
        if (rules.HasTestModel && body.Model == TestModel != (endpoint == BatchRequestBody.Test))
            return ("mismatched_test_url", $"The model '{TestModel}' and the endpoint '{BatchRequestBody.Test}' need each other.", "body.model");
        if (body.Model != (_model ??= body.Model))
            return ("mismatched_model", $"All lines must have one model: '{_model}' and '{body.Model}'.", "body.model");
        return rules.ChecksThinkingMode && body.Thinking != (_thinking ??= body.Thinking)
            ? ("mismatched_thinking_mode", "All lines must have the same 'enable_thinking'.", "body.enable_thinking")
            : null;
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
            return json.GetString();
        json.Skip();
        return null;
    }

    private static BodyMembers? Body(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        var members = new BodyMembers { Thinking = "absent" };
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("model"u8))
            {
                members.Model = Text(ref json);
            }
            else if (json.ValueTextEquals("messages"u8))
            {
                members.HasMessages = HasItems(ref json);
            }
            else if (json.ValueTextEquals("input"u8))
            {
                json.Read();
                members.HasInput = json.TokenType is JsonTokenType.String or JsonTokenType.StartArray;
                json.Skip();
            }
            else if (json.ValueTextEquals("enable_thinking"u8))
            {
                json.Read();
                members.Thinking = json.TokenType.ToString();
                json.Skip();
            }
            else
            {
                json.Skip();
            }
        }

        return members;
    }

    private static bool HasItems(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return false;
        }

        var depth = json.CurrentDepth;
        json.Read();
        var any = json.TokenType != JsonTokenType.EndArray;
        while (json.TokenType != JsonTokenType.EndArray || json.CurrentDepth != depth)
            json.Read();
        return any;
    }

    private record struct BodyMembers
    {
        public string? Model { get; set; }

        public bool HasMessages { get; set; }

        public bool HasInput { get; set; }

        public string Thinking { get; set; }
    }
}
