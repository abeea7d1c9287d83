namespace QwenCode.Http;

/// <summary>What a service said about a failure.</summary>
/// <param name="Code">Its code or type, as far as it gave one.</param>
/// <param name="Message">Its words.</param>
/// <param name="RequestId">Its id of the request.</param>
internal sealed record ServiceError(string Code, string Message, string? RequestId)
{
    private static readonly string[] QuotaWords =
    [
        "insufficient_quota", "quota_exceeded", "free allocated quota", "allocationquota.freetieronly", "current quota",
        "arrearage", "insufficient balance", "insufficient_balance", "insufficient credits", "billing_hard_limit", "today's request limit",
    ];

    // In this order: DashScope calls a bad parameter InternalError.Algo.InvalidParameter.
    private static readonly (int Status, string[] Words)[] StatusWords =
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

    /// <summary>Whether it says nothing.</summary>
    public bool IsEmpty => Code.Length == 0 && Message.Length == 0;

    /// <summary>The HTTP status that the code is or holds.</summary>
    public int? StatusInCode => Code.Split(' ').Select(w => int.TryParse(w, out var n) ? n : 0).FirstOrDefault(n => n is >= 400 and < 600) is > 0 and var status ? status : null;

    /// <summary>The HTTP status with which other services use these words.</summary>
    public int? StatusInWords
    {
        get
        {
            foreach (var (status, words) in StatusWords)
            {
                if (Mentions(words))
                    return status;
            }

            return null;
        }
    }

    /// <summary>Whether the account's quota is exhausted, which no retry mends. Google says the same of its limits by the minute, with the time to wait.</summary>
    public bool SpeaksOfQuota => Mentions(QuotaWords) && !Mentions("please retry in");

    /// <summary>Whether the request was too long for the model.</summary>
    public bool SpeaksOfLength => Mentions("context_length", "context length", "context window", "range of input length", "input is too long", "too many tokens", "maximum context");

    /// <summary>Whether the model is unknown.</summary>
    public bool SpeaksOfUnknownModel => Mentions("model_not_found", "modelnotfound", "deploymentnotfound", "model not exist", "model_not_exist", "not a valid model", "invalid model id", "no endpoints found for")
        || (Mentions("model") && Mentions("does not exist", "not found", "unknown model", "has no provider supported"));

    /// <summary>Whether the content was rejected.</summary>
    public bool SpeaksOfContent => Mentions("content_filter", "content_policy", "data_inspection_failed", "datainspectionfailed", "responsibleaipolicyviolation", "requires moderation", "our safety system");

    /// <summary>Whether the key was rejected.</summary>
    public bool SpeaksOfKey => Mentions("invalid_api_key", "invalidapikey", "incorrect api key", "invalid access token");

    /// <summary>How much it said, which may hold the key that it was sent.</summary>
    public override string ToString() => $"{Code.Length + Message.Length} characters";

    private bool Mentions(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Code.Contains(word, StringComparison.OrdinalIgnoreCase) || Message.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
