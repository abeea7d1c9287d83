using QwenCode.Showing;

namespace QwenCode.Errors;

/// <content>Errors of requests and their responses.</content>
internal static partial class QwenErrors
{
    public static QwenRequestException PermissionDenied(ServiceFailure f) => f.Because(
        ErrorId.PermissionDenied,
        $"{f.Endpoint} accepted {f.CredentialName} but does not allow this request{f.ForModel} (HTTP {f.Status}{f.Said}).",
        "Choose a model that the account may use (Get-QwenModel lists them), or ask the account's owner for access.");

    public static QwenRequestException ModelNotFound(ServiceFailure f) => f.Because(
        ErrorId.ModelNotFound,
        $"{f.Endpoint} has no model '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "Run Get-QwenModel to list its models, and specify one with -Model.");

    public static QwenRequestException DeploymentNotFound(ServiceFailure f) => f.Because(
        ErrorId.ModelNotFound,
        $"{f.Endpoint} has no deployment '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "On Azure, -Model is the name of your deployment, not of the model behind it; the Azure portal lists them under Deployments. A new one takes a few minutes to appear.");

    public static QwenRequestException EndpointNotFound(ServiceFailure f) => f.Because(
        ErrorId.InvalidRequest,
        $"{f.Endpoint} does not exist (HTTP {f.Status}{f.Said}).",
        "Check the base URL: it usually ends in /v1, without /chat/completions. Get-QwenAuth shows where it came from.");

    public static QwenRequestException InvalidRequest(ServiceFailure f) => f.Because(
        ErrorId.InvalidRequest,
        $"{f.Endpoint} rejected the request{f.ForModel} (HTTP {f.Status}{f.Said}).",
        "Change the parameter that the service names; -ExtraBody values are sent as they are.");

    public static QwenRequestException ContextTooLong(ServiceFailure f) => f.Because(
        ErrorId.ContextTooLong,
        $"{f.Endpoint} rejected the request: it is longer than the model '{f.Model}' accepts (HTTP {f.Status}{f.Said}).",
        "Send less text, split it with -PerItem, or choose a model with a larger context.");

    public static QwenRequestException ContentFiltered(ServiceFailure f) => f.Because(
        ErrorId.ContentFiltered,
        $"{f.Endpoint} withheld the answer because of its content policy ({f.Detail}).",
        $"Rephrase the prompt{f.Received}.");

    public static QwenRequestException RateLimited(ServiceFailure f) => f.Because(
        ErrorId.RateLimited,
        $"{f.Endpoint} reported too many requests (HTTP {f.Status}{f.Said}), {f.Tries}.",
        f.RetryAfter switch
        {
            null => $"Wait a moment{(f.PartialAnswer is null ? ", send fewer requests at once, or raise -MaximumRetryCount" : $", or send fewer requests at once{f.Received}")}.",
            { TotalDays: > 1 } => $"The service requires a wait of more than a day. Use another model or provider (Set-QwenAuth){f.Received}.",
            { } wait => $"Retry in {InSeconds.Left(wait)}, or send fewer requests at once{f.Received}.",
        });

    public static QwenRequestException QuotaExceeded(ServiceFailure f) => f.Because(
        ErrorId.QuotaExceeded,
        $"The quota of the account behind {f.CredentialName} is exhausted at {f.Endpoint} (HTTP {f.Status}{f.Said}).",
        f.Method == AuthMethod.OAuth
            ? "Wait until it is renewed, or use a key: Connect-Qwen -ApiKey <key> -Provider DashScope"
            : "Check the account's plan and billing, or use another provider: Set-QwenAuth -Provider <name>");

    public static QwenRequestException ServiceUnavailable(ServiceFailure f) => f.Because(
        ErrorId.ServiceUnavailable,
        $"{f.Endpoint} failed (HTTP {f.Status}{f.Said}), {f.Tries}.",
        f.PartialAnswer is null ? "Retry later, or raise -MaximumRetryCount." : $"Retry later{f.Received}.");

    public static QwenRequestException ConnectionFailed(ServiceFailure f) => f.Because(
        ErrorId.ConnectionFailed,
        $"The connection to {f.Endpoint}{f.ThroughProxy} failed: {f.Detail} ({f.Tries}).",
        $"Check the network, the proxy settings and {f.EndpointSource}.");

    public static QwenRequestException TlsFailed(ServiceFailure f) => f.Because(
        ErrorId.TlsFailed,
        $"Cannot establish a secure connection to {f.Endpoint}{f.ThroughProxy}: {f.Detail}.",
        $"Install the issuing certificate authority in the system's store (SSL_CERT_FILE on Linux), or correct {f.EndpointSource}.");

    public static QwenRequestException CertificateRejected(ServiceFailure f, string next) => f.Because(
        ErrorId.TlsFailed,
        $"Cannot establish a secure connection to {f.Endpoint}{f.ThroughProxy}: {f.Detail}.",
        next);

    public static QwenRequestException TlsHandshakeFailed(ServiceFailure f) => f.Because(
        ErrorId.TlsFailed,
        $"Cannot establish a secure connection to {f.Endpoint}{f.ThroughProxy}: {f.Detail}.",
        $"Check that the server accepts TLS 1.2 or later, or correct {f.EndpointSource}.");

    public static QwenRequestException TlsNotSpoken(ServiceFailure f) => f.Because(
        ErrorId.TlsFailed,
        $"Cannot establish a secure connection to {f.Endpoint}{f.ThroughProxy}: {(f.Proxy is null ? "the server does not speak TLS there; http:// may be intended" : "the proxy or the server does not speak TLS there")}.",
        f.Proxy is null ? $"Correct {f.EndpointSource}." : $"Check the proxy settings and {f.EndpointSource}.");

    public static QwenRequestException ProxyLoginRequired(ServiceFailure f) => f.Because(
        ErrorId.ConnectionFailed,
        $"The connection to {f.Endpoint}{f.ThroughProxy} failed: the proxy requires a user name and password, or rejected them (HTTP 407).",
        "Specify them in the variable that names the proxy, percent-encoded, before PowerShell starts: HTTPS_PROXY=http://<user>:<password>@<host>:<port>; after Connect-Qwen -Proxy by -ProxyCredential.");

    public static QwenRequestException RequestTimedOut(ServiceFailure f, TimeSpan limit) => f.Because(
        ErrorId.RequestTimedOut,
        f.WaitsForToken
            ? $"The sign-in service did not renew the access token for {f.Endpoint} within {Seconds(limit.TotalSeconds)}."
            : $"{f.Endpoint} did not complete its answer within {Seconds(limit.TotalSeconds)}.",
        f.WaitsForToken ? "Check the network and the proxy settings, and retry, or allow more time with -TimeoutSec." : "Allow more time with -TimeoutSec.");

    public static QwenRequestException StreamStalled(ServiceFailure f, TimeSpan limit) => f.Because(
        ErrorId.RequestTimedOut,
        $"{f.Endpoint} sent nothing for {Seconds(limit.TotalSeconds)} in the middle of its answer.",
        $"Retry, or allow longer pauses with -IdleTimeoutSec{f.Received}.");

    public static QwenRequestException IncompleteAnswer(ServiceFailure f) => f.Because(
        ErrorId.IncompleteAnswer,
        $"The answer from {f.Endpoint} is incomplete: {f.Detail}.",
        $"Retry{f.Received}.");

    public static QwenRequestException ProtocolViolation(ServiceFailure f) => f.Because(
        ErrorId.ProtocolViolation,
        $"{f.Endpoint} did not respond like an OpenAI-compatible API: {f.Detail}.",
        "Check that the base URL points to such an API and not to a web page or proxy.");

    public static QwenRequestException UnknownErrorInAnswer(ServiceFailure f) => f.Because(
        ErrorId.ProtocolViolation,
        $"{f.Endpoint} reported an error in a response with HTTP {f.Status}{f.Said}.",
        "Correct what the service names, or retry later.");

    public static QwenRequestException AnswerTooLarge(ServiceFailure f, string what, int limit) => f.Because(
        ErrorId.AnswerTooLarge,
        $"{f.Endpoint} sent {what} of more than {HumanText.Size(limit)}; the rest was not read.",
        $"Ask for a shorter answer, or raise the maximum size of an answer ($env:QWEN_MAX_ANSWER_MB = 128){f.Received}.");

    public static QwenRequestException UnexpectedFailure(ServiceFailure f, Exception exception) => f.Because(
        ErrorId.UnexpectedFailure,
        $"The request to {f.Endpoint} failed unexpectedly ({WordsOf(exception)}).",
        ReportIt);

    public static QwenException UnexpectedFailure(Exception exception) => new(
        ErrorId.UnexpectedFailure,
        $"The command failed unexpectedly ({WordsOf(exception)}).",
        ReportIt, exception);

    public static QwenRequestException NotStructured(ServiceFailure f) => f.Because(
        ErrorId.ProtocolViolation,
        $"The answer from the model '{f.Model}' does not match the schema: {f.Detail}.",
        "Retry, or choose another model; the answer's text is in the exception's PartialAnswer.");

    public static QwenRequestException ObjectCreationFailed(ServiceFailure f) => f.Because(
        ErrorId.ObjectCreationFailed,
        $"The answer from the model '{f.Model}' matches the schema but cannot be converted to an object: {f.Detail}.",
        "Correct the class; the answer's text is in the exception's PartialAnswer.");
}
