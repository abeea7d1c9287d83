namespace QwenCode.Loopback;

/// <summary>The errors of each service, with its own texts.</summary>
internal static class ErrorCatalog
{
    private const string InvalidRequest = "invalid_request_error";

    public static ApiError For(Dress dress, ErrorKind kind, string subject) => dress switch
    {
        Dress.DashScope => DashScope(kind, subject),
        Dress.AzureOpenAI => AzureOpenAI(kind),
        Dress.OpenRouter => OpenRouter(kind, subject),
        Dress.ModelScope => ModelScope(kind, subject),
        Dress.Ollama => Ollama(kind, subject),
        _ => null,
    } ?? OpenAI(kind, subject);

    private static ApiError OpenAI(ErrorKind kind, string subject) => kind switch
    {
        ErrorKind.InvalidApiKey => new(401, "Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.", InvalidRequest, "invalid_api_key"),
        ErrorKind.Forbidden => new(403, "You have insufficient permissions for this operation. Missing scopes: model.request.", InvalidRequest, "insufficient_permissions"),
        ErrorKind.ModelNotFound => new(404, $"The model `{subject}` does not exist or you do not have access to it.", InvalidRequest, "model_not_found"),
        ErrorKind.BadRequest => new(400, "Invalid value for 'temperature': expected a number between 0 and 2.", InvalidRequest, "invalid_value", "temperature"),
        ErrorKind.ContextTooLong => new(400, "This model's maximum context length is 128000 tokens. However, your messages resulted in 130112 tokens. Please reduce the length of the messages.", InvalidRequest, "context_length_exceeded", "messages"),
        ErrorKind.ContentBlocked => new(400, "Your request was rejected as a result of our safety system.", InvalidRequest, "content_policy_violation"),
        ErrorKind.PayloadTooLarge => new(413, "Request body is larger than the allowed maximum.", InvalidRequest, "request_too_large"),
        ErrorKind.RateLimited => new(429, "Rate limit reached for requests per min (RPM): Limit 3, Used 3, Requested 1.", "requests", "rate_limit_exceeded"),
        ErrorKind.QuotaExceeded => new(429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota"),
        ErrorKind.ServerError => new(500, "The server had an error while processing your request. Sorry about that!", "server_error", null),
        ErrorKind.Unavailable => new(503, "The server is currently overloaded. Please try again later.", "service_unavailable", null),
        ErrorKind.PathNotFound => new(404, $"Invalid URL ({subject})", InvalidRequest, null),
        ErrorKind.MethodNotAllowed => new(405, $"Not allowed: {subject}.", InvalidRequest, "method_not_supported"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static ApiError? DashScope(ErrorKind kind, string subject) => kind switch
    {
        ErrorKind.InvalidApiKey => new(401, "Incorrect API key provided. For details, see: https://help.aliyun.com/zh/model-studio/error-code#apikey-error", InvalidRequest, "invalid_api_key"),
        ErrorKind.Forbidden => new(403, "Model access denied.", "Model.AccessDenied", "Model.AccessDenied"),
        ErrorKind.ModelNotFound => new(404, $"The model `{subject}` does not exist or you do not have access to it.", InvalidRequest, "model_not_found"),
        ErrorKind.ContextTooLong => new(400, "<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 98304]", InvalidRequest, "invalid_parameter_error"),
        ErrorKind.ContentBlocked => new(400, "Input data may contain inappropriate content.", "data_inspection_failed", "data_inspection_failed"),
        ErrorKind.RateLimited => new(429, "Requests rate limit exceeded, please try again later.", null, "Throttling.RateQuota", Own: true),
        ErrorKind.QuotaExceeded => new(403, "The free tier of the model has been exhausted. If you wish to continue access the model on a paid basis, please disable the \"use free tier only\" mode in the management console.", "AllocationQuota.FreeTierOnly", "AllocationQuota.FreeTierOnly"),
        ErrorKind.ServerError => new(500, "An internal error has occured, please try again later or contact service support.", null, "InternalError", Own: true),
        ErrorKind.Unavailable => new(503, "Too many requests. Your requests are being throttled due to system capacity limits. Please try again later.", null, "ServiceUnavailable", Own: true),
        _ => null,
    };

    private static ApiError? AzureOpenAI(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidApiKey => new(401, "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.", null, "401"),
        ErrorKind.Forbidden => new(403, "Access denied due to Virtual Network/Firewall rules.", null, "403"),
        ErrorKind.ModelNotFound => new(404, "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.", null, "DeploymentNotFound"),
        ErrorKind.ContentBlocked => new(400, "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.", InvalidRequest, "content_filter", "prompt"),
        ErrorKind.RateLimited => new(429, "Requests to the ChatCompletions_Create Operation have exceeded the token rate limit of your current pricing tier. Please retry later.", null, "429"),
        ErrorKind.ServerError => new(500, "The server had an error while processing your request. Sorry about that!", "server_error", "InternalServerError"),
        ErrorKind.Unavailable => new(503, "The service is temporarily unable to process your request. Please try again later.", null, "ServiceUnavailable"),
        ErrorKind.PathNotFound => new(404, "Resource not found", null, "404"),
        _ => null,
    };

    private static ApiError? OpenRouter(ErrorKind kind, string subject) => kind switch
    {
        ErrorKind.InvalidApiKey => new(401, "User not found.", null, null),
        ErrorKind.Forbidden => new(403, "Access to this model is forbidden by your privacy settings.", null, null),
        ErrorKind.ModelNotFound => new(404, $"No endpoints found for {subject}.", null, null),
        ErrorKind.ContextTooLong => new(400, "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000 tokens. Please reduce the length of either one.", null, null),
        ErrorKind.ContentBlocked => new(403, "Your chosen model requires moderation and your input was flagged.", null, null),
        ErrorKind.RateLimited => new(429, "Rate limit exceeded: free-models-per-min.", null, null),
        ErrorKind.QuotaExceeded => new(402, "Insufficient credits. Add more using https://openrouter.ai/settings/credits", null, null),
        ErrorKind.ServerError => new(500, "Internal Server Error", null, null),
        ErrorKind.Unavailable => new(503, "No instances available", null, null),
        _ => null,
    };

    private static ApiError? ModelScope(ErrorKind kind, string subject) => kind switch
    {
        ErrorKind.InvalidApiKey => new(401, "Authentication failed, please make sure that a valid ModelScope token is supplied.", null, null),
        ErrorKind.ModelNotFound => new(400, $"Invalid model id: {subject}", null, null),
        ErrorKind.QuotaExceeded => new(429, "You have exceeded today's request limit, please try again tomorrow.", null, null),
        ErrorKind.RateLimited => new(429, "Request limit exceeded.", null, null),
        _ => null,
    };

    private static ApiError? Ollama(ErrorKind kind, string subject) => kind switch
    {
        ErrorKind.ModelNotFound => new(404, $"model \"{subject}\" not found, try pulling it first", "not_found_error", null),
        ErrorKind.ServerError => new(500, "llama runner process has terminated", "api_error", null),
        ErrorKind.Unavailable => new(503, "server busy, please try again. maximum pending requests exceeded", "api_error", null),
        _ => null,
    };
}
