using static QwenCode.Errors.ErrorCategoryName;

namespace QwenCode.Errors;

/// <summary>Every error of the module: id, category, message and next step.</summary>
internal static class QwenErrors
{
    public static QwenException NoAuthentication(string lookedFor) => new(
        new("NoAuthentication", AuthenticationError, IsTerminating: true),
        $"No key or login was found. {lookedFor}",
        "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL) in the environment or in a .env file, or run: Connect-Qwen -ApiKey (Read-Host -AsSecureString) -Provider <name>");

    public static QwenException InvalidApiKey(string keySource, string defect) => new(
        new("InvalidApiKey", AuthenticationError, IsTerminating: true),
        $"The API key from {keySource} cannot be used: {defect}.",
        "Correct it there, or give another: Connect-Qwen -ApiKey <key>");

    public static QwenRequestException InvalidApiKey(ServiceFailure f) => f.Because(
        new("InvalidApiKey", AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} refused the API key from {f.KeySource} (HTTP {f.Status}{f.Said}).",
        "Check that the key belongs to this endpoint and is still valid (Get-QwenAuth shows both), or give another: Connect-Qwen -ApiKey <key>");

    public static QwenRequestException PermissionDenied(ServiceFailure f) => f.Because(
        new("PermissionDenied", ErrorCategoryName.PermissionDenied),
        $"{f.Endpoint} accepted the key from {f.KeySource} but does not allow this request with model '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "Choose a model that the account may use (Get-QwenModel lists them), or ask the account's owner for access.");

    public static QwenException MethodNotAllowed(string method, string enforced, string path) => new(
        new("MethodNotAllowed", ErrorCategoryName.PermissionDenied, IsTerminating: true),
        $"The method {method} was chosen, but security.auth.enforcedType in {path} allows only {enforced}.",
        $"Run: Connect-Qwen -Method {enforced}");

    public static QwenException UntrustedEndpoint(string host, string why) => new(
        new("UntrustedEndpoint", SecurityError, IsTerminating: true),
        $"The credential was not sent to {host}: {why}.",
        "Give the endpoint yourself, for example: Set-QwenAuth -BaseUrl <url>");

    public static QwenException InvalidBaseUrl(string text, string source, string defect) => new(
        new("InvalidRequest", InvalidArgument, IsTerminating: true),
        $"The base URL '{text}' from {source} cannot be used: {defect}.",
        "Give an absolute URL such as https://dashscope.aliyuncs.com/compatible-mode/v1");

    public static QwenException InvalidParameter(string what, string next) => new(
        new("InvalidRequest", InvalidArgument, IsTerminating: true), what, next);

    public static QwenException EmptyPrompt() => new(
        new("InvalidRequest", InvalidArgument),
        "An empty prompt was not sent.",
        "Pipe or give a text; Where-Object { $_ } leaves out empty lines.");

    public static QwenException ModelRequired(string provider, string baseUrl) => new(
        new("ModelRequired", InvalidArgument, IsTerminating: true),
        $"No model was named, and {provider} at {baseUrl} has no default.",
        "Name one with -Model, Set-QwenAuth -Model or the variable OPENAI_MODEL; Get-QwenModel lists what the endpoint offers.");

    public static QwenRequestException ModelNotFound(ServiceFailure f) => f.Because(
        new("ModelNotFound", ObjectNotFound),
        $"{f.Endpoint} knows no model '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "Run Get-QwenModel to see what it offers, and name one with -Model.");

    public static QwenException NoSuchModel(string name, string baseUrl) => new(
        new("ModelNotFound", ObjectNotFound),
        $"{baseUrl} lists no model '{name}'.",
        "Run Get-QwenModel to see what it offers, or use wildcards.");

    public static QwenRequestException EndpointNotFound(ServiceFailure f) => f.Because(
        new("InvalidRequest", ObjectNotFound),
        $"{f.Endpoint} does not exist there (HTTP {f.Status}{f.Said}).",
        "Check the base URL: it usually ends in /v1 and goes without /chat/completions. Get-QwenAuth shows where it came from.");

    public static QwenRequestException InvalidRequest(ServiceFailure f) => f.Because(
        new("InvalidRequest", InvalidArgument),
        $"{f.Endpoint} refused the request for model '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "Change the parameter that the service names; -ExtraBody values are sent as they are.");

    public static QwenRequestException ContextTooLong(ServiceFailure f) => f.Because(
        new("ContextTooLong", LimitsExceeded),
        $"The request is longer than the model '{f.Model}' takes (HTTP {f.Status}{f.Said}).",
        "Send less text, split it with -PerItem, or choose a model with a larger context.");

    public static QwenRequestException ContentFiltered(ServiceFailure f) => f.Because(
        new("ContentFiltered", ErrorCategoryName.PermissionDenied),
        $"{f.Endpoint} withheld the answer because of its content rules ({f.Detail}).",
        "Rephrase the prompt; what had arrived is in the exception's PartialAnswer.");

    public static QwenRequestException RateLimited(ServiceFailure f) => f.Because(
        new("RateLimited", LimitsExceeded),
        $"{f.Endpoint} answered that requests come too fast (HTTP {f.Status}{f.Said}), {f.Tries}.",
        f.RetryAfter is { } wait
            ? $"Try again in {wait.TotalSeconds:0.#} seconds, or send fewer requests at once."
            : "Wait a little, send fewer requests at once, or raise -MaximumRetryCount.");

    public static QwenRequestException QuotaExceeded(ServiceFailure f) => f.Because(
        new("QuotaExceeded", ErrorCategoryName.QuotaExceeded),
        $"The quota of the account behind the key from {f.KeySource} is spent at {f.Endpoint} (HTTP {f.Status}{f.Said}).",
        "Check the account's plan and billing, or use another provider: Set-QwenAuth -Provider <name>");

    public static QwenRequestException ServiceUnavailable(ServiceFailure f) => f.Because(
        new("ServiceUnavailable", ResourceUnavailable),
        $"{f.Endpoint} failed (HTTP {f.Status}{f.Said}), {f.Tries}.",
        "Try again later, or raise -MaximumRetryCount.");

    public static QwenRequestException ConnectionFailed(ServiceFailure f) => f.Because(
        new("ConnectionFailed", ConnectionError),
        $"No connection to {f.Endpoint}: {f.Detail} ({f.Tries}).",
        "Check the base URL (Get-QwenAuth shows where it came from), the network and the proxy settings.");

    public static QwenRequestException TlsFailed(ServiceFailure f) => f.Because(
        new("TlsFailed", SecurityError),
        $"No secure connection to {f.Endpoint}: {f.Detail}.",
        "Install the issuing certificate authority in the system's store (SSL_CERT_FILE on Linux), or correct the base URL.");

    public static QwenRequestException RequestTimedOut(ServiceFailure f, TimeSpan limit) => f.Because(
        new("RequestTimedOut", OperationTimeout),
        $"{f.Endpoint} did not finish its answer within {limit.TotalSeconds:0.###} seconds.",
        "Allow more time with -TimeoutSec.");

    public static QwenRequestException IncompleteAnswer(ServiceFailure f) => f.Because(
        new("IncompleteAnswer", ReadError),
        $"The answer of {f.Endpoint} broke off: {f.Detail}.",
        "Ask again; what had arrived is in the exception's PartialAnswer.");

    public static QwenRequestException ProtocolViolation(ServiceFailure f) => f.Because(
        new("ProtocolViolation", ProtocolError),
        $"{f.Endpoint} did not answer as a chat endpoint does: {f.Detail}.",
        "Check that the base URL leads to an OpenAI-compatible API and not to a web page or proxy.");

    public static QwenException EnvFileUnreadable(string path, string lookedFor) => new(
        new("EnvFileUnreadable", ReadError, IsTerminating: true),
        $"{path} exists and cannot be read, so no other .env file takes its place. {lookedFor}",
        "Make the file readable, or remove it.");

    public static QwenException SettingsFileInvalid(string path, string defect) => new(
        new("SettingsFileInvalid", InvalidData, IsTerminating: true),
        $"The settings file {path} cannot be used: {defect}.",
        "Correct the file; nothing of it was ignored or changed.");
}
