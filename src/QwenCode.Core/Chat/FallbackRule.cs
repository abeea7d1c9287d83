namespace QwenCode.Chat;

/// <summary>When a request that failed is worth another form of itself.</summary>
internal static class FallbackRule
{
    /// <summary>Whether another model may serve: this one is limited, overloaded, or unknown.</summary>
    public static bool AllowsOtherModel(QwenRequestException exception) =>
        exception.ErrorId is "RateLimited" or "ServiceUnavailable" or "ModelNotFound";

    /// <summary>Whether the service refused the form <c>json_schema</c>, and may know <c>json_object</c>.</summary>
    public static bool RefusesSchema(QwenRequestException exception, ChatRequest request) =>
        request is { Schema: not null, SchemaInPrompt: false }
        && exception is { StatusCode: 400 or 422, ErrorId: "InvalidRequest" }
        && (exception.Message.Contains("response_format", StringComparison.OrdinalIgnoreCase)
            || exception.Message.Contains("json_schema", StringComparison.OrdinalIgnoreCase));
}
