using System.Globalization;

namespace QwenCode.Http;

/// <summary>The error that a service reported.</summary>
/// <param name="Code">Its code or type; empty if there is none.</param>
/// <param name="Message">Its message.</param>
/// <param name="RequestId">The service's id of the request.</param>
internal sealed record ServiceError(string Code, string Message, string? RequestId)
{
    private static readonly string[] QuotaTexts =
    [
        "insufficient_quota", "quota_exceeded", "free allocated quota", "allocationquota.freetieronly", "current quota",
        "arrearage", "insufficient balance", "insufficient_balance", "insufficient credits", "billing_hard_limit", "today's request limit",
        "exceeded_current_quota", "key limit exceeded", "reached your usage limit", "all available credits",
    ];

    private static readonly string[] LengthTexts =
    [
        "context_length", "context length", "context window", "context size", "context_size", "maximum context", "maximum model length", "model token limit",
        "range of input length", "input is too long", "prompt is too long", "maximum prompt length", "exceeds max length", "too many tokens", "input token count",
    ];

    // In this order: DashScope calls a bad parameter InternalError.Algo.InvalidParameter.
    private static readonly (int Status, string[] Texts)[] StatusTexts =
    [
        (401, ["authentication_error", "unauthorized", "unauthenticated"]),
        (403, ["permission_denied", "permission_error", "permissiondenied", "accessdenied"]),
        (400, ["invalid_request", "invalidrequest", "invalid_parameter", "invalidparameter", "invalid_argument", "bad_request", "badrequest", "validation_error"]),
        (429, ["rate_limit", "ratelimit", "rate limit", "rate-limit", "too many requests", "too_many_requests", "throttl", "resource_exhausted", "limit_requests", "requests per minute", "tokens per minute"]),
        (503,
        [
            "server_error", "servererror", "internal_error", "internalerror", "internal error", "internal server error", "server had an error", "api_error",
            "unavailable", "overload", "capacity", "bad gateway", "bad_gateway", "upstream", "disconnected", "connection error", "connection reset",
            "timed out", "timeout", "time-out", "try again later", "provider returned error",
        ]),
    ];

    /// <summary>Whether it has neither code nor message.</summary>
    public bool IsEmpty => Code.Length == 0 && Message.Length == 0;

    /// <summary>The HTTP status in the code.</summary>
    public int? StatusInCode => Code.Split(' ').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).FirstOrDefault(n => n is >= 400 and < 600) is > 0 and var status ? status : null;

    /// <summary>The HTTP status that other services use with such a text.</summary>
    public int? StatusInText
    {
        get
        {
            foreach (var (status, texts) in StatusTexts)
            {
                if (Mentions(texts))
                    return status;
            }

            return null;
        }
    }

    /// <summary>Whether the account's quota is exhausted, which no retry fixes. Google uses the same text for its limits per minute, with the time to wait.</summary>
    public bool IsQuota => Mentions(QuotaTexts) && !Mentions("please retry in");

    /// <summary>Whether the request was too long for the model.</summary>
    public bool IsLength => Mentions(LengthTexts);

    /// <summary>Whether the model is unknown.</summary>
    public bool IsUnknownModel => Mentions("model_not_found", "modelnotfound", "deploymentnotfound", "model not exist", "model_not_exist", "not a valid model", "invalid model id", "no endpoints found for")
        || (Mentions("model") && Mentions("does not exist", "not found", "unknown model", "has no provider supported"));

    /// <summary>Whether OpenRouter has the model, and no provider of it for this request.</summary>
    public bool IsUnroutable => Mentions("no endpoints found", "no endpoints available", "no allowed providers", "all providers have been ignored");

    /// <summary>Whether the content was rejected.</summary>
    public bool IsContent => Mentions(
        "content_filter", "content_policy", "data_inspection_failed", "datainspectionfailed", "responsibleaipolicyviolation", "requires moderation", "our safety system",
        "input was flagged", "sensitive content", "new_sensitive");

    /// <summary>Whether the key was rejected.</summary>
    public bool IsKey => Mentions("invalid_api_key", "invalidapikey", "incorrect api key", "invalid access token");

    /// <summary>Its length, since it may contain the key that was sent.</summary>
    public override string ToString() => $"{Code.Length + Message.Length} characters";

    private bool Mentions(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (Code.Contains(text, StringComparison.OrdinalIgnoreCase) || Message.Contains(text, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
