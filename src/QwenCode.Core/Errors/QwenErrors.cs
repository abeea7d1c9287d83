using QwenCode.Secrets;
using QwenCode.Showing;
using static QwenCode.Errors.ErrorCategoryName;

namespace QwenCode.Errors;

/// <summary>Every error of the module: id, category, message and next step.</summary>
internal static class QwenErrors
{
    public static QwenException NoAuthentication(string lookedFor) => new(
        new(NoAuthenticationId, AuthenticationError, IsTerminating: true),
        $"No API key or sign-in was found. {lookedFor}",
        "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL) in the environment or in a .env file, or run: Connect-Qwen -ApiKey (Read-Host 'API key' -AsSecureString) -Provider <name>");

    public static QwenException NoLoginInRunspace() => new(
        new(NoAuthenticationId, AuthenticationError, IsTerminating: true),
        "No API key or sign-in was found in this runspace; another runspace of this process has one.",
        PassContext);

    /// <summary>The warning of a runspace that sends what the environment provides.</summary>
    public static string OtherRunspaceIsLoggedIn(string used) =>
        $"This runspace uses what the environment provides, {used}; another runspace of this process has an API key or sign-in of its own. {PassContext}";

    public static QwenException KeyOfOtherEndpoint(string given, string host) => new(
        new(NoAuthenticationId, AuthenticationError, IsTerminating: true),
        $"The session's key was specified for {given} and is not sent to {host}, which requires a key.",
        $"Specify the key of {host} too: Set-QwenAuth -BaseUrl <url> -ApiKey (Read-Host 'API key' -AsSecureString)");

    public static QwenException NoKeyForProvider(string provider, string variables, string keyPage, string lookedFor) => new(
        new("NoAuthentication", AuthenticationError, IsTerminating: true),
        $"No API key for {provider} was found in {variables}. {lookedFor}",
        $"Get one at {keyPage} and set the variable, or run: Connect-Qwen -ApiKey (Read-Host 'API key' -AsSecureString) -Provider {provider}");

    public static QwenException InvalidApiKey(string keySource, string defect) => new(
        new("InvalidApiKey", AuthenticationError, IsTerminating: true),
        $"The API key from {keySource} cannot be used: {defect}.",
        "Correct it there, or specify another: Connect-Qwen -ApiKey <key>");

    public static QwenException InvalidSecret(string parameter, string defect) => new(
        new("InvalidRequest", InvalidArgument, IsTerminating: true),
        $"The value of parameter -{parameter} cannot be used: {defect}.",
        "Specify it as a SecureString, such as (Read-Host -Prompt 'Secret' -AsSecureString).");

    public static QwenRequestException InvalidApiKey(ServiceFailure f) => f.Because(
        new("InvalidApiKey", AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} rejected {f.CredentialName} (HTTP {f.Status}{f.Said}).",
        "Check that the key belongs to this endpoint and is still valid (Get-QwenAuth shows both), or specify another: Connect-Qwen -ApiKey <key>");

    public static QwenRequestException PermissionDenied(ServiceFailure f) => f.Because(
        new("PermissionDenied", ErrorCategoryName.PermissionDenied),
        $"{f.Endpoint} accepted {f.CredentialName} but does not allow this request with model '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "Choose a model that the account may use (Get-QwenModel lists them), or ask the account's owner for access.");

    public static QwenException MethodNotAllowed(string method, string source, string enforced, string path) => new(
        new("MethodNotAllowed", ErrorCategoryName.PermissionDenied, IsTerminating: true),
        $"The method {method} was chosen by {source}, but security.auth.enforcedType in {path} allows only {enforced}.",
        $"Run: Connect-Qwen -Method {enforced}");

    public static QwenException EntraLoginNeeded() => new(
        new("NoAuthentication", AuthenticationError, IsTerminating: true),
        "The method Entra is selected, but this session is not signed in to Microsoft Entra ID, or its sign-in has expired.",
        "Run: Connect-Qwen -Method Entra -BaseUrl https://<resource>.openai.azure.com -Model <deployment>");

    public static QwenException EntraRefused(string code, string words, string next) => new(
        new(CredentialRejectedId, AuthenticationError, IsTerminating: true),
        $"Microsoft Entra ID rejected the sign-in ({code}): {words}", next);

    public static QwenException EntraInteractiveLoginUnavailable(string why) => new(
        new("InteractiveLoginUnavailable", AuthenticationError, IsTerminating: true),
        $"A user sign-in to Microsoft Entra ID needs someone to approve it, but {why}.",
        "Use -ClientSecret, -CertificatePath or -ManagedIdentity instead, or -DeviceCode -AllowNonInteractive to print the code.");

    public static QwenException EntraBrowserUnavailable() => new(
        new("InteractiveLoginUnavailable", AuthenticationError, IsTerminating: true),
        "No browser can be opened here for the sign-in to Microsoft Entra ID.",
        "Add -DeviceCode to sign in with a code on any device.");

    public static QwenException EntraDeclined(string code) => new(
        new("AuthorizationDenied", AuthenticationError, IsTerminating: true),
        $"The sign-in to Microsoft Entra ID was declined ({code}).",
        "Run Connect-Qwen -Method Entra again and approve it.");

    public static QwenException EntraExpired(string code) => new(
        new("AuthorizationExpired", OperationTimeout, IsTerminating: true),
        $"The sign-in to Microsoft Entra ID was not completed before its code expired ({code}).",
        "Run Connect-Qwen -Method Entra again.");

    public static QwenException EntraUnavailable(string id, string words, Exception cause) => new(
        new(id, id == "TlsFailed" ? SecurityError : ConnectionError, IsTerminating: true),
        $"Microsoft Entra ID could not be reached: {SecretMask.Text(words)}",
        "Check the network and the proxy settings; for a managed identity, check that this machine runs on Azure.", NetworkFailures.Shown(cause));

    public static QwenException UntrustedEndpoint(string host, string why) => new(
        new("UntrustedEndpoint", SecurityError, IsTerminating: true),
        $"The credential was not sent to {host}: {why}.",
        "Specify the endpoint yourself with -BaseUrl <url>.");

    public static QwenException InvalidBaseUrl(string text, string source, string defect) => new(
        new("InvalidRequest", InvalidArgument, IsTerminating: true),
        $"The base URL '{text}' from {source} cannot be used: {defect}.",
        "Specify an absolute URL such as https://dashscope.aliyuncs.com/compatible-mode/v1");

    public static QwenException InvalidParameter(string what, string next) => new(
        new("InvalidRequest", InvalidArgument, IsTerminating: true), what, next);

    public static QwenException NotADirectory(string what, string next) => new(
        new("InvalidRequest", ObjectNotFound), what, next);

    public static QwenException FileNotSent(string path, string why, string? next = null) => new(
        new("InvalidRequest", InvalidData),
        $"{path} was not sent: {why}.",
        next ?? "Specify a text file or an image.");

    public static QwenException FileNotFound(string path, string why = "it does not exist") =>
        FileNotSent(path, why, "Check the path; Get-ChildItem lists the files of a directory.");

    public static QwenException FileTooLarge(string path, string why) =>
        FileNotSent(path, why, "Send a part of it: Get-Content <file> -Tail 100 | Invoke-QwenChat <prompt>");

    public static QwenException InputNotSent(string why, string next) => new(
        new("InvalidRequest", InvalidData),
        $"The input was not sent: {why}.", next);

    public static QwenException InputTooLarge(string limit) => new(
        new("InvalidRequest", LimitsExceeded),
        $"Nothing was sent: the request has more than {limit}, the maximum for one request.",
        "Send less, or send the input item by item: -PerItem");

    public static QwenException NoConversation(string why) => new(
        new("InvalidRequest", InvalidArgument),
        $"This is not a conversation: {why}.",
        "Specify a ChatAnswer, its Conversation, one from New-QwenConversation, or what Import-Clixml or ConvertFrom-Json returns for one.");

    public static QwenException NoInput() => new(
        new("NoInput", ObjectNotFound),
        "The prompt's input is empty, so the prompt was not sent.",
        "Check what the command before the pipe returns; to send the prompt without input, leave the pipe out.");

    public static QwenException NoPrompt() => new(
        new("NoInput", ObjectNotFound),
        "No prompt was specified.",
        "Specify one, as in Invoke-QwenChat 'Why is the sky blue?', or pipe prompts to the command.");

    public static QwenException EmptyPrompt() => new(
        new("InvalidRequest", InvalidArgument),
        "The prompt is empty and was not sent.",
        "Pipe or specify text; Where-Object { $_ } filters out empty lines.");

    public static QwenException ModelRequired(string provider, string baseUrl) => new(
        new("ModelRequired", InvalidArgument, IsTerminating: true),
        $"No model was specified, and {provider} at {baseUrl} has no default model.",
        "Specify one with -Model, Set-QwenAuth -Model or the variable OPENAI_MODEL; Get-QwenModel lists what the endpoint offers.");

    public static QwenRequestException ModelNotFound(ServiceFailure f) => f.Because(
        new("ModelNotFound", ObjectNotFound, IsTerminating: true),
        $"{f.Endpoint} has no model '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "Run Get-QwenModel to list its models, and specify one with -Model.");

    public static QwenException NoSuchModel(string name, string baseUrl) => new(
        new("ModelNotFound", ObjectNotFound),
        $"{baseUrl} does not list a model '{name}'.",
        "Run Get-QwenModel to list its models, or use wildcards.");

    public static QwenRequestException DeploymentNotFound(ServiceFailure f) => f.Because(
        new("ModelNotFound", ObjectNotFound, IsTerminating: true),
        $"{f.Endpoint} has no deployment '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "On Azure, -Model is the name of your deployment, not of the model behind it; the Azure portal lists them under Deployments. A new one takes a few minutes to appear.");

    public static QwenRequestException EndpointNotFound(ServiceFailure f) => f.Because(
        new("InvalidRequest", ObjectNotFound),
        $"{f.Endpoint} does not exist (HTTP {f.Status}{f.Said}).",
        "Check the base URL: it usually ends in /v1, without /chat/completions. Get-QwenAuth shows where it came from.");

    public static QwenRequestException InvalidRequest(ServiceFailure f) => f.Because(
        new("InvalidRequest", InvalidArgument),
        $"{f.Endpoint} rejected the request for model '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "Change the parameter that the service names; -ExtraBody values are sent as they are.");

    public static QwenRequestException ContextTooLong(ServiceFailure f) => f.Because(
        new("ContextTooLong", LimitsExceeded),
        $"{f.Endpoint} rejected the request: it is longer than the model '{f.Model}' accepts (HTTP {f.Status}{f.Said}).",
        "Send less text, split it with -PerItem, or choose a model with a larger context.");

    public static QwenRequestException ContentFiltered(ServiceFailure f) => f.Because(
        new("ContentFiltered", ErrorCategoryName.PermissionDenied),
        $"{f.Endpoint} withheld the answer because of its content policy ({f.Detail}).",
        "Rephrase the prompt; the text received so far is in the exception's PartialAnswer.");

    public static QwenRequestException RateLimited(ServiceFailure f) => f.Because(
        new("RateLimited", LimitsExceeded),
        $"{f.Endpoint} reported too many requests (HTTP {f.Status}{f.Said}), {f.Tries}.",
        f.RetryAfter is { } wait
            ? $"Try again in {wait.TotalSeconds:0.#} s, or send fewer requests at once."
            : "Wait a moment, send fewer requests at once, or raise -MaximumRetryCount.");

    public static QwenRequestException QuotaExceeded(ServiceFailure f) => f.Because(
        new("QuotaExceeded", ErrorCategoryName.QuotaExceeded, IsTerminating: true),
        $"The quota of the account behind {f.CredentialName} is exhausted at {f.Endpoint} (HTTP {f.Status}{f.Said}).",
        f.ByLogin
            ? "Wait until it is renewed, or use a key: Connect-Qwen -ApiKey <key> -Provider DashScope"
            : "Check the account's plan and billing, or use another provider: Set-QwenAuth -Provider <name>");

    public static QwenRequestException ServiceUnavailable(ServiceFailure f) => f.Because(
        new("ServiceUnavailable", ResourceUnavailable),
        $"{f.Endpoint} failed (HTTP {f.Status}{f.Said}), {f.Tries}.",
        "Try again later, or raise -MaximumRetryCount.");

    public static QwenRequestException ConnectionFailed(ServiceFailure f) => f.Because(
        new("ConnectionFailed", ConnectionError),
        $"The connection to {f.Endpoint} failed: {f.Detail} ({f.Tries}).",
        $"Check the network, the proxy settings and {f.EndpointSource}.");

    public static QwenRequestException TlsFailed(ServiceFailure f) => f.Because(
        new("TlsFailed", SecurityError),
        $"Cannot establish a secure connection to {f.Endpoint}: {f.Detail}.",
        $"Install the issuing certificate authority in the system's store (SSL_CERT_FILE on Linux), or correct {f.EndpointSource}.");

    public static QwenRequestException TlsNotSpoken(ServiceFailure f) => f.Because(
        new("TlsFailed", SecurityError),
        $"Cannot establish a secure connection to {f.Endpoint}: the server does not speak TLS there; http:// may be intended.",
        $"Correct {f.EndpointSource}.");

    public static QwenRequestException RequestTimedOut(ServiceFailure f, TimeSpan limit) => f.Because(
        new("RequestTimedOut", OperationTimeout),
        $"{f.Endpoint} did not complete its answer within {limit.TotalSeconds:0.###} seconds.",
        "Allow more time with -TimeoutSec.");

    public static QwenRequestException StreamStalled(ServiceFailure f, TimeSpan limit) => f.Because(
        new("RequestTimedOut", OperationTimeout),
        $"{f.Endpoint} sent nothing for {limit.TotalSeconds:0.###} seconds in the middle of its answer.",
        "Retry, or allow longer pauses with -IdleTimeoutSec; the text received so far is in the exception's PartialAnswer.");

    public static QwenRequestException IncompleteAnswer(ServiceFailure f) => f.Because(
        new("IncompleteAnswer", ReadError),
        $"The answer from {f.Endpoint} is incomplete: {f.Detail}.",
        "Retry; the text received so far is in the exception's PartialAnswer.");

    public static QwenRequestException ProtocolViolation(ServiceFailure f) => f.Because(
        new("ProtocolViolation", ProtocolError),
        $"{f.Endpoint} did not respond like a chat endpoint: {f.Detail}.",
        "Check that the base URL points to an OpenAI-compatible API and not to a web page or proxy.");

    public static QwenRequestException UnknownErrorInAnswer(ServiceFailure f) => f.Because(
        new("ProtocolViolation", ProtocolError),
        $"{f.Endpoint} reported an error in a response with HTTP {f.Status}{f.Said}.",
        "Correct what the service names, or try again later.");

    public static QwenRequestException AnswerTooLarge(ServiceFailure f, string what, int limit) => f.Because(
        new("AnswerTooLarge", LimitsExceeded),
        $"{f.Endpoint} sent {what} of more than {HumanText.Size(limit)}; the rest was not read.",
        "Request less, or raise the maximum size of an answer: $env:QWEN_MAX_ANSWER_MB = 128. The text received so far of a streamed answer is in the exception's PartialAnswer.");

    public static QwenRequestException UnexpectedFailure(ServiceFailure f, Exception exception) => f.Because(
        new(UnexpectedFailureId, InvalidResult),
        $"The request to {f.Endpoint} failed unexpectedly ({WordsOf(exception)}).",
        ReportIt);

    public static QwenException UnexpectedFailure(Exception exception) => new(
        new(UnexpectedFailureId, InvalidResult),
        $"The command failed unexpectedly ({WordsOf(exception)}).",
        ReportIt, exception);

    public static QwenRequestException NotStructured(ServiceFailure f) => f.Because(
        new("ProtocolViolation", ProtocolError),
        $"The answer from the model '{f.Model}' does not match the schema: {f.Detail}.",
        "Retry, or choose another model; the answer's text is in the exception's PartialAnswer.");

    public static QwenException EnvFileUnreadable(string path, string lookedFor) => new(
        new(EnvFileUnreadableId, ReadError, IsTerminating: true),
        $"{path} exists but cannot be read, and no other .env file is used instead. {lookedFor}",
        "Make the file readable by your account, or remove it.");

    public static QwenException EnvFileMalformed(string path, string defect, string lookedFor) => new(
        new(EnvFileUnreadableId, ReadError, IsTerminating: true),
        $"{path} cannot be used: {defect}. Nothing in it is used, and no other .env file is used instead. {lookedFor}",
        "Correct that line, or read the file as Qwen Code does: Set-QwenAuth -EnvSyntax Dotenv");

    public static QwenException SettingsFileInvalid(string path, string defect) => new(
        new("SettingsFileInvalid", InvalidData, IsTerminating: true),
        $"The settings file {path} cannot be used: {defect}.",
        "Correct the file; nothing in it was ignored or changed.");

    public static QwenException NotLoggedIn(string path, string? chosenBy = null) => new(
        new(NoAuthenticationId, AuthenticationError, IsTerminating: true),
        $"No Qwen sign-in was found: {path} does not exist{(chosenBy is null ? "" : $", and the method OAuth was chosen by {chosenBy}")}.",
        $"Run: {LogIn}");

    public static QwenException InteractiveLoginUnavailable(string why) => new(
        new("InteractiveLoginUnavailable", AuthenticationError, IsTerminating: true),
        $"A Qwen sign-in needs someone to approve it, but {why}.",
        $"Run {LogIn} once in a console (that sign-in is then used here too), add -AllowNonInteractive to print the URL here, or set OPENAI_API_KEY.");

    public static QwenException AuthorizationDenied(string host) => new(
        new("AuthorizationDenied", AuthenticationError, IsTerminating: true),
        $"The sign-in was denied on {host}.",
        $"Run {LogIn} again and approve it, or use a key: Connect-Qwen -ApiKey <key>");

    public static QwenException AuthorizationExpired(string host, string? trouble) => new(
        new("AuthorizationExpired", OperationTimeout, IsTerminating: true),
        $"The sign-in was not approved on {host} before its code expired{(trouble is null ? "" : $"; the last status request failed ({trouble})")}.",
        trouble is null
            ? $"Run {LogIn} again and approve it in time."
            : $"Run {LogIn} again; if that fails too, use a key (Connect-Qwen -ApiKey <key>), since {OAuthTierClosed}.");

    public static QwenException LoginTimedOut(string host, TimeSpan limit) => new(
        new("RequestTimedOut", OperationTimeout, IsTerminating: true),
        $"The sign-in was not approved on {host} within {limit.TotalSeconds:0.###} seconds.",
        $"Allow more time with -TimeoutSec, or run {LogIn} again.");

    public static QwenRequestException AuthorizationRefused(ServiceFailure f) => f.Because(
        new(CredentialRejectedId, AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} rejected the sign-in (HTTP {f.Status}{f.Said}).",
        $"Start over: {LogIn}");

    public static QwenRequestException RefreshRefused(ServiceFailure f) => f.Because(
        new(CredentialRejectedId, AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} rejected the renewal of the Qwen credential (HTTP {f.Status}{f.Said}); the cached credential is no longer valid.",
        $"Sign in again: {LogIn}");

    public static QwenRequestException AccessTokenRejected(ServiceFailure f) => f.Because(
        new(CredentialRejectedId, AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} rejected a newly issued access token of the Qwen sign-in (HTTP {f.Status}{f.Said}); {OAuthTierClosed}.",
        $"Use a key instead: Connect-Qwen -ApiKey <key> -Provider DashScope. If your account still has access, sign in again: {LogIn} -Force");

    public static QwenException CredentialFileInvalid(string path, string defect, Exception? cause = null) => new(
        new("CredentialFileInvalid", InvalidData, IsTerminating: true),
        $"The credential in {path} cannot be used: {defect}. The file was not changed.",
        $"Repair it, or sign in again to replace it: {LogIn} -Force", cause);

    public static QwenException CredentialFileUnusable(string path, string reason, Exception? cause = null) => new(
        new("CredentialFileInvalid", InvalidData, IsTerminating: true),
        $"The credential file {path} cannot be used: {reason}. It was not changed.",
        $"Remove it or replace it with a file that you own (QWEN_HOME moves its folder), and run: {LogIn}", cause);

    public static QwenException CredentialFileNotRemovable(string path, Exception cause) => new(
        new("CredentialFileInvalid", ResourceUnavailable, IsTerminating: true),
        $"The credential file {path} cannot be removed ({cause.GetType().Name}); it still holds the credential.",
        "Make sure that its folder is writable and that no other program has it open, and try again, or remove it yourself.", cause);

    public static QwenException CredentialFileUnwritable(string path, string reason, Exception cause) => new(
        new("CredentialFileInvalid", ResourceUnavailable, IsTerminating: true),
        $"The credential cannot be stored in {path}: {reason}.",
        $"Make sure that the file's folder is writable and has free space (QWEN_HOME moves it), and run: {LogIn}", cause);

    public static QwenException RenewalNotStorable(string path, string reason, Exception cause) => new(
        new("CredentialFileInvalid", ResourceUnavailable, IsTerminating: true),
        $"The Qwen credential is due for renewal and was not renewed, since the new one could not be stored in {path}: {reason}. The file was not changed.",
        "Make sure that the file's folder is writable and has free space (QWEN_HOME moves it), and try again.", cause);

    public static QwenException CredentialLocked(string path, TimeSpan waited) => new(
        new(CredentialLockedId, ResourceUnavailable, IsTerminating: true),
        $"The Qwen credential could not be renewed: another process held the lock {path} for {waited.TotalSeconds:0} seconds.",
        "Try again; if no other PowerShell or Qwen Code is running, remove that file.");

    public static QwenException CredentialLockImpossible(string path, string reason) => new(
        new(CredentialLockedId, ResourceUnavailable, IsTerminating: true),
        $"The Qwen credential could not be renewed or stored: the lock {path} cannot be created ({reason}).",
        "Make sure that the folder is writable and has free space (QWEN_HOME moves it), or remove what blocks the lock's path, and try again.");

    public static QwenRequestException OAuthClientRejected(ServiceFailure f, string clientId) => f.Because(
        new("InvalidRequest", AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} rejected the client ID '{clientId}' (HTTP {f.Status}{f.Said}).",
        "Correct or remove QWEN_OAUTH_CLIENT_ID, and check that it belongs to the host in QWEN_OAUTH_BASE_URL.");

    public static QwenRequestException OAuthRefused(ServiceFailure f) => f.Because(
        new("InvalidRequest", AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} rejected the request (HTTP {f.Status}{f.Said}).",
        "Check QWEN_OAUTH_BASE_URL if it is set, or use a key: Connect-Qwen -ApiKey <key>");

    public static QwenRequestException OAuthUnavailable(ServiceFailure f) => f.Because(
        new("ServiceUnavailable", ResourceUnavailable),
        $"The sign-in service {f.Endpoint} failed (HTTP {f.Status}{f.Said}).",
        $"Try again later, or use a key (Connect-Qwen -ApiKey <key>); {OAuthTierClosed}.");

    public static QwenRequestException OAuthTimedOut(ServiceFailure f, TimeSpan limit) => f.Because(
        new("RequestTimedOut", OperationTimeout),
        $"The sign-in service {f.Endpoint} did not respond within {limit.TotalSeconds:0.###} seconds.",
        "Try again later, and check the network and the proxy settings.");

    public static QwenRequestException OAuthRateLimited(ServiceFailure f) => f.Because(
        new("RateLimited", LimitsExceeded),
        $"The sign-in service {f.Endpoint} reported too many requests (HTTP {f.Status}{f.Said}).",
        "Wait a few minutes and try again.");

    public static QwenRequestException OAuthProtocolViolation(ServiceFailure f) => f.Because(
        new("ProtocolViolation", ProtocolError),
        $"{f.Endpoint} did not respond like a sign-in service: {f.Detail}.",
        "Check that no proxy or captive portal responds in its place, and check QWEN_OAUTH_BASE_URL if it is set.");

    public static QwenException InvalidOAuthBaseUrl(string text, string source, string defect) => new(
        new("InvalidRequest", InvalidArgument, IsTerminating: true),
        $"The sign-in host '{text}' from {source} cannot be used: {defect}.",
        "Specify an https URL such as https://chat.qwen.ai, or remove it.");

    public static QwenException UntrustedOAuthEndpoint(string host, string why) => new(
        new("UntrustedEndpoint", SecurityError, IsTerminating: true),
        $"The access token of the Qwen sign-in was not sent to {host}: {why}.",
        $"Sign in again ({LogIn} -Force); to use that endpoint anyway, specify its key: Connect-Qwen -ApiKey <key> -BaseUrl <url>");

    private const string PassContext = "To use it here, pass it: $context = Get-QwenAuth there, and -AuthContext $using:context here.";

    /// <summary>The id if neither a key nor a sign-in is found.</summary>
    public const string NoAuthenticationId = "NoAuthentication";

    /// <summary>The id if the <c>.env</c> file in effect cannot be read.</summary>
    public const string EnvFileUnreadableId = "EnvFileUnreadable";

    /// <summary>The id of every rejected sign-in or token.</summary>
    public const string CredentialRejectedId = "CredentialRejected";

    /// <summary>The id of a credential that another process has locked, or that cannot be locked.</summary>
    public const string CredentialLockedId = "CredentialLocked";

    private static string WordsOf(Exception exception) =>
        $"{exception.GetType().Name}: {SecretMask.Text(ForeignText.Words(exception.Message, MostWords)).TrimEnd('.')}";

    private const int MostWords = 300;
    private const string UnexpectedFailureId = "UnexpectedFailure";
    private const string ReportIt = "Please report it as an issue of the module, with the output of -Verbose.";
    private const string LogIn = "Connect-Qwen -Method OAuth";
    private const string OAuthTierClosed = "Qwen closed its free OAuth tier on 2026-04-15";
}
