using QwenCode.Secrets;
using QwenCode.Showing;
using static QwenCode.Errors.ErrorCategoryName;

namespace QwenCode.Errors;

/// <summary>Every error of the module: id, category, message and next step.</summary>
internal static class QwenErrors
{
    public static QwenException NoAuthentication(string lookedFor) => new(
        new(NoAuthenticationId, AuthenticationError, IsTerminating: true),
        $"No key or login was found. {lookedFor}",
        "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL) in the environment or in a .env file, or run: Connect-Qwen -ApiKey (Read-Host 'API key' -AsSecureString) -Provider <name>");

    public static QwenException NoLoginInRunspace() => new(
        new(NoAuthenticationId, AuthenticationError, IsTerminating: true),
        "No key or login was found in this runspace; another runspace of this process has one.",
        PassContext);

    /// <summary>The warning of a runspace that sends with what the environment gives.</summary>
    public static string OtherRunspaceIsLoggedIn(string used) =>
        $"This runspace uses what the environment gives, {used}; another runspace of this process was given a key or login. {PassContext}";

    public static QwenException KeyOfOtherEndpoint(string given, string host) => new(
        new(NoAuthenticationId, AuthenticationError, IsTerminating: true),
        $"The session's key was given for {given} and is not sent to {host}, which needs one.",
        $"Specify the key of {host} too: Set-QwenAuth -BaseUrl <url> -ApiKey (Read-Host 'API key' -AsSecureString)");

    public static QwenException NoKeyForProvider(string provider, string variables, string keyPage, string lookedFor) => new(
        new("NoAuthentication", AuthenticationError, IsTerminating: true),
        $"No key for {provider} was found in {variables}. {lookedFor}",
        $"Get one at {keyPage} and set the variable, or run: Connect-Qwen -ApiKey (Read-Host 'API key' -AsSecureString) -Provider {provider}");

    public static QwenException InvalidApiKey(string keySource, string defect) => new(
        new("InvalidApiKey", AuthenticationError, IsTerminating: true),
        $"The API key from {keySource} cannot be used: {defect}.",
        "Correct it there, or give another: Connect-Qwen -ApiKey <key>");

    public static QwenRequestException InvalidApiKey(ServiceFailure f) => f.Because(
        new("InvalidApiKey", AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} refused {f.CredentialName} (HTTP {f.Status}{f.Said}).",
        "Check that the key belongs to this endpoint and is still valid (Get-QwenAuth shows both), or give another: Connect-Qwen -ApiKey <key>");

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
        "The method Entra was chosen, and this session has no login to Microsoft Entra ID, or one that has ended.",
        "Run: Connect-Qwen -Method Entra -BaseUrl https://<resource>.openai.azure.com -Model <deployment>");

    public static QwenException EntraRefused(string code, string words, string next) => new(
        new(CredentialRejectedId, AuthenticationError, IsTerminating: true),
        $"Microsoft Entra ID refused the login ({code}): {words}", next);

    public static QwenException EntraInteractiveLoginUnavailable(string why) => new(
        new("InteractiveLoginUnavailable", AuthenticationError, IsTerminating: true),
        $"A login of a user to Microsoft Entra ID needs somebody who approves it, and {why}.",
        "Use -ClientSecret, -CertificatePath or -ManagedIdentity there, or -DeviceCode -AllowNonInteractive to have the code printed.");

    public static QwenException EntraBrowserUnavailable() => new(
        new("InteractiveLoginUnavailable", AuthenticationError, IsTerminating: true),
        "No browser can be opened here for the login to Microsoft Entra ID.",
        "Add -DeviceCode to log in with a code on any device.");

    public static QwenException EntraDeclined(string code) => new(
        new("AuthorizationDenied", AuthenticationError, IsTerminating: true),
        $"The login to Microsoft Entra ID was declined ({code}).",
        "Run Connect-Qwen -Method Entra again and approve it.");

    public static QwenException EntraExpired(string code) => new(
        new("AuthorizationExpired", OperationTimeout, IsTerminating: true),
        $"The login to Microsoft Entra ID was not finished before its code expired ({code}).",
        "Run Connect-Qwen -Method Entra again.");

    public static QwenException EntraUnavailable(string id, string words, Exception cause) => new(
        new(id, id == "TlsFailed" ? SecurityError : ConnectionError, IsTerminating: true),
        $"Microsoft Entra ID could not be reached: {SecretMask.Text(words)}",
        "Check the network, the proxy settings, and for a managed identity that this runs on Azure.", NetworkFailures.Shown(cause));

    public static QwenException UntrustedEndpoint(string host, string why) => new(
        new("UntrustedEndpoint", SecurityError, IsTerminating: true),
        $"The credential was not sent to {host}: {why}.",
        "Give the endpoint yourself with -BaseUrl <url>.");

    public static QwenException InvalidBaseUrl(string text, string source, string defect) => new(
        new("InvalidRequest", InvalidArgument, IsTerminating: true),
        $"The base URL '{text}' from {source} cannot be used: {defect}.",
        "Give an absolute URL such as https://dashscope.aliyuncs.com/compatible-mode/v1");

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
        $"Nothing was sent: the request has more than {limit}, the maximum of one request.",
        "Send less, or send the input item by item: -PerItem");

    public static QwenException NoConversation(string why) => new(
        new("InvalidRequest", InvalidArgument),
        $"This is no conversation: {why}.",
        "Give a ChatAnswer, its Conversation, one from New-QwenConversation, or what Import-Clixml or ConvertFrom-Json makes of one.");

    public static QwenException NoInput() => new(
        new("NoInput", ObjectNotFound),
        "The input of the prompt is empty, so the prompt was not sent.",
        "Check what the command before the pipe returns; to send the prompt without input, leave the pipe out.");

    public static QwenException NoPrompt() => new(
        new("NoInput", ObjectNotFound),
        "There is no prompt.",
        "Specify one, as in Invoke-QwenChat 'Why is the sky blue?', or pipe prompts to the command.");

    public static QwenException EmptyPrompt() => new(
        new("InvalidRequest", InvalidArgument),
        "An empty prompt was not sent.",
        "Pipe or give a text; Where-Object { $_ } leaves out empty lines.");

    public static QwenException ModelRequired(string provider, string baseUrl) => new(
        new("ModelRequired", InvalidArgument, IsTerminating: true),
        $"No model was named, and {provider} at {baseUrl} has no default.",
        "Name one with -Model, Set-QwenAuth -Model or the variable OPENAI_MODEL; Get-QwenModel lists what the endpoint offers.");

    public static QwenRequestException ModelNotFound(ServiceFailure f) => f.Because(
        new("ModelNotFound", ObjectNotFound, IsTerminating: true),
        $"{f.Endpoint} knows no model '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "Run Get-QwenModel to see what it offers, and name one with -Model.");

    public static QwenException NoSuchModel(string name, string baseUrl) => new(
        new("ModelNotFound", ObjectNotFound),
        $"{baseUrl} lists no model '{name}'.",
        "Run Get-QwenModel to see what it offers, or use wildcards.");

    public static QwenRequestException DeploymentNotFound(ServiceFailure f) => f.Because(
        new("ModelNotFound", ObjectNotFound, IsTerminating: true),
        $"{f.Endpoint} has no deployment '{f.Model}' (HTTP {f.Status}{f.Said}).",
        "On Azure -Model is the name of your deployment, not of the model behind it; the Azure portal lists them under Deployments. A new one takes some minutes to appear.");

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
        $"{f.Endpoint} refused the request: it is longer than the model '{f.Model}' takes (HTTP {f.Status}{f.Said}).",
        "Send less text, split it with -PerItem, or choose a model with a larger context.");

    public static QwenRequestException ContentFiltered(ServiceFailure f) => f.Because(
        new("ContentFiltered", ErrorCategoryName.PermissionDenied),
        $"{f.Endpoint} withheld the answer because of its content rules ({f.Detail}).",
        "Rephrase the prompt; what had arrived is in the exception's PartialAnswer.");

    public static QwenRequestException RateLimited(ServiceFailure f) => f.Because(
        new("RateLimited", LimitsExceeded),
        $"{f.Endpoint} answered that requests come too fast (HTTP {f.Status}{f.Said}), {f.Tries}.",
        f.RetryAfter is { } wait
            ? $"Try again in {wait.TotalSeconds:0.#} s, or send fewer requests at once."
            : "Wait a little, send fewer requests at once, or raise -MaximumRetryCount.");

    public static QwenRequestException QuotaExceeded(ServiceFailure f) => f.Because(
        new("QuotaExceeded", ErrorCategoryName.QuotaExceeded, IsTerminating: true),
        $"The quota of the account behind {f.CredentialName} is spent at {f.Endpoint} (HTTP {f.Status}{f.Said}).",
        f.ByLogin
            ? "Wait until it is renewed, or use a key: Connect-Qwen -ApiKey <key> -Provider DashScope"
            : "Check the account's plan and billing, or use another provider: Set-QwenAuth -Provider <name>");

    public static QwenRequestException ServiceUnavailable(ServiceFailure f) => f.Because(
        new("ServiceUnavailable", ResourceUnavailable),
        $"{f.Endpoint} failed (HTTP {f.Status}{f.Said}), {f.Tries}.",
        "Try again later, or raise -MaximumRetryCount.");

    public static QwenRequestException ConnectionFailed(ServiceFailure f) => f.Because(
        new("ConnectionFailed", ConnectionError),
        $"No connection to {f.Endpoint}: {f.Detail} ({f.Tries}).",
        $"Check the network, the proxy settings and {f.EndpointSource}.");

    public static QwenRequestException TlsFailed(ServiceFailure f) => f.Because(
        new("TlsFailed", SecurityError),
        $"No secure connection to {f.Endpoint}: {f.Detail}.",
        $"Install the issuing certificate authority in the system's store (SSL_CERT_FILE on Linux), or correct {f.EndpointSource}.");

    public static QwenRequestException TlsNotSpoken(ServiceFailure f) => f.Because(
        new("TlsFailed", SecurityError),
        $"No secure connection to {f.Endpoint}: the server does not speak TLS there; http:// may be meant.",
        $"Correct {f.EndpointSource}.");

    public static QwenRequestException RequestTimedOut(ServiceFailure f, TimeSpan limit) => f.Because(
        new("RequestTimedOut", OperationTimeout),
        $"{f.Endpoint} did not finish its answer within {limit.TotalSeconds:0.###} seconds.",
        "Allow more time with -TimeoutSec.");

    public static QwenRequestException StreamStalled(ServiceFailure f, TimeSpan limit) => f.Because(
        new("RequestTimedOut", OperationTimeout),
        $"{f.Endpoint} sent nothing for {limit.TotalSeconds:0.###} seconds in the middle of its answer.",
        "Ask again, or allow longer pauses with -IdleTimeoutSec; what had arrived is in the exception's PartialAnswer.");

    public static QwenRequestException IncompleteAnswer(ServiceFailure f) => f.Because(
        new("IncompleteAnswer", ReadError),
        $"The answer of {f.Endpoint} broke off: {f.Detail}.",
        "Ask again; what had arrived is in the exception's PartialAnswer.");

    public static QwenRequestException ProtocolViolation(ServiceFailure f) => f.Because(
        new("ProtocolViolation", ProtocolError),
        $"{f.Endpoint} did not answer as a chat endpoint does: {f.Detail}.",
        "Check that the base URL leads to an OpenAI-compatible API and not to a web page or proxy.");

    public static QwenRequestException UnknownErrorInAnswer(ServiceFailure f) => f.Because(
        new("ProtocolViolation", ProtocolError),
        $"{f.Endpoint} reported an error in a response with HTTP {f.Status}{f.Said}.",
        "Change what the service names, or try again later.");

    public static QwenRequestException AnswerTooLarge(ServiceFailure f, string what, int limit) => f.Because(
        new("AnswerTooLarge", LimitsExceeded),
        $"{f.Endpoint} sent {what} of more than {HumanText.Size(limit)}; the rest was not read.",
        "Ask for less, or allow more megabytes for an answer: $env:QWEN_MAX_ANSWER_MB = 128. What had arrived of a streamed answer is in the exception's PartialAnswer.");

    public static QwenRequestException UnexpectedFailure(ServiceFailure f, Exception exception) => f.Because(
        new(UnexpectedFailureId, InvalidResult),
        $"The request to {f.Endpoint} failed in a way that this module does not foresee ({WordsOf(exception)}).",
        ReportIt);

    public static QwenException UnexpectedFailure(Exception exception) => new(
        new(UnexpectedFailureId, InvalidResult),
        $"This failed in a way that the module does not foresee ({WordsOf(exception)}).",
        ReportIt, exception);

    public static QwenRequestException NotStructured(ServiceFailure f) => f.Because(
        new("ProtocolViolation", ProtocolError),
        $"The answer of the model '{f.Model}' does not follow the schema: {f.Detail}.",
        "Ask again or choose another model; the answer's text is in the exception's PartialAnswer.");

    public static QwenException EnvFileUnreadable(string path, string lookedFor) => new(
        new(EnvFileUnreadableId, ReadError, IsTerminating: true),
        $"{path} exists and cannot be read, so no other .env file takes its place. {lookedFor}",
        "Make the file readable for your account, or remove it.");

    public static QwenException EnvFileMalformed(string path, string defect, string lookedFor) => new(
        new(EnvFileUnreadableId, ReadError, IsTerminating: true),
        $"{path} cannot be used: {defect}, so nothing of it counts and no other .env file takes its place. {lookedFor}",
        "Correct that line, or read the file as Qwen Code does: Set-QwenAuth -EnvSyntax Dotenv");

    public static QwenException SettingsFileInvalid(string path, string defect) => new(
        new("SettingsFileInvalid", InvalidData, IsTerminating: true),
        $"The settings file {path} cannot be used: {defect}.",
        "Correct the file; nothing of it was ignored or changed.");

    public static QwenException NotLoggedIn(string path, string? chosenBy = null) => new(
        new(NoAuthenticationId, AuthenticationError, IsTerminating: true),
        $"No Qwen login was found: {path} does not exist{(chosenBy is null ? "" : $", and the method OAuth was chosen by {chosenBy}")}.",
        $"Run: {LogIn}");

    public static QwenException InteractiveLoginUnavailable(string why) => new(
        new("InteractiveLoginUnavailable", AuthenticationError, IsTerminating: true),
        $"A Qwen login has to be approved by somebody, and {why}.",
        $"Run {LogIn} once in a console (its login is then used here too), add -AllowNonInteractive to have the URL printed here, or set OPENAI_API_KEY.");

    public static QwenException AuthorizationDenied(string host) => new(
        new("AuthorizationDenied", AuthenticationError, IsTerminating: true),
        $"The login was denied on {host}.",
        $"Run {LogIn} again and approve it, or use a key: Connect-Qwen -ApiKey <key>");

    public static QwenException AuthorizationExpired(string host, string? trouble) => new(
        new("AuthorizationExpired", OperationTimeout, IsTerminating: true),
        $"The login was not approved on {host} before its code expired{(trouble is null ? "" : $"; the last attempt to ask failed ({trouble})")}.",
        trouble is null
            ? $"Run {LogIn} again and approve it in time."
            : $"Run {LogIn} again; where that fails too, use a key (Connect-Qwen -ApiKey <key>), since {OAuthTierClosed}.");

    public static QwenException LoginTimedOut(string host, TimeSpan limit) => new(
        new("RequestTimedOut", OperationTimeout, IsTerminating: true),
        $"The login was not approved on {host} within {limit.TotalSeconds:0.###} seconds.",
        $"Allow more time with -TimeoutSec, or run {LogIn} again.");

    public static QwenRequestException AuthorizationRefused(ServiceFailure f) => f.Because(
        new(CredentialRejectedId, AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} refused the login (HTTP {f.Status}{f.Said}).",
        $"Start over: {LogIn}");

    public static QwenRequestException RefreshRefused(ServiceFailure f) => f.Because(
        new(CredentialRejectedId, AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} refused to renew the Qwen login (HTTP {f.Status}{f.Said}); the stored login is of no further use.",
        $"Log in again: {LogIn}");

    public static QwenRequestException AccessTokenRejected(ServiceFailure f) => f.Because(
        new(CredentialRejectedId, AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} refused a freshly issued access token of the Qwen login (HTTP {f.Status}{f.Said}); {OAuthTierClosed}.",
        $"Use a key instead: Connect-Qwen -ApiKey <key> -Provider DashScope. If your account still has access, log in again: {LogIn} -Force");

    public static QwenException CredentialFileInvalid(string path, string defect, Exception? cause = null) => new(
        new("CredentialFileInvalid", InvalidData, IsTerminating: true),
        $"The login in {path} cannot be used: {defect}. The file was left as it is.",
        $"Repair it, or replace it by a new login: {LogIn} -Force", cause);

    public static QwenException CredentialFileUnusable(string path, string reason, Exception? cause = null) => new(
        new("CredentialFileInvalid", InvalidData, IsTerminating: true),
        $"The login file {path} cannot be used: {reason}. It was left as it is.",
        $"Put a file of your own there or remove it (QWEN_HOME moves its folder), and run: {LogIn}", cause);

    public static QwenException CredentialFileUnwritable(string path, string reason, Exception cause) => new(
        new("CredentialFileInvalid", ResourceUnavailable, IsTerminating: true),
        $"The login cannot be stored in {path}: {reason}.",
        $"Make the file's folder writable and free some space there (QWEN_HOME moves it), and run: {LogIn}", cause);

    public static QwenException RenewalNotStorable(string path, string reason, Exception cause) => new(
        new("CredentialFileInvalid", ResourceUnavailable, IsTerminating: true),
        $"The Qwen login is due and was not renewed, since it could not be stored in {path} then: {reason}. It was left as it is.",
        "Make the file's folder writable and free some space there (QWEN_HOME moves it), and try again.", cause);

    public static QwenException CredentialLocked(string path, TimeSpan waited) => new(
        new(CredentialLockedId, ResourceUnavailable, IsTerminating: true),
        $"The Qwen login could not be renewed: another process held the lock {path} for {waited.TotalSeconds:0} seconds.",
        "Try again; if no other PowerShell or Qwen Code runs, remove that file.");

    public static QwenException CredentialLockImpossible(string path, string reason) => new(
        new(CredentialLockedId, ResourceUnavailable, IsTerminating: true),
        $"The Qwen login could not be renewed or stored: the lock {path} cannot be made ({reason}).",
        "Make the folder writable and free some space there (QWEN_HOME moves it), or remove what is in the lock's place, and try again.");

    public static QwenRequestException OAuthClientRejected(ServiceFailure f, string clientId) => f.Because(
        new("InvalidRequest", AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} does not accept the client id '{clientId}' (HTTP {f.Status}{f.Said}).",
        "Correct or remove QWEN_OAUTH_CLIENT_ID, and check that it belongs to the host in QWEN_OAUTH_BASE_URL.");

    public static QwenRequestException OAuthRefused(ServiceFailure f) => f.Because(
        new("InvalidRequest", AuthenticationError, IsTerminating: true),
        $"{f.Endpoint} refused the request (HTTP {f.Status}{f.Said}).",
        "Check QWEN_OAUTH_BASE_URL where it is set, or use a key: Connect-Qwen -ApiKey <key>");

    public static QwenRequestException OAuthUnavailable(ServiceFailure f) => f.Because(
        new("ServiceUnavailable", ResourceUnavailable),
        $"The login service {f.Endpoint} failed (HTTP {f.Status}{f.Said}).",
        $"Try again later, or use a key (Connect-Qwen -ApiKey <key>); {OAuthTierClosed}.");

    public static QwenRequestException OAuthTimedOut(ServiceFailure f, TimeSpan limit) => f.Because(
        new("RequestTimedOut", OperationTimeout),
        $"The login service {f.Endpoint} did not answer within {limit.TotalSeconds:0.###} seconds.",
        "Try again later, and check the network and the proxy settings.");

    public static QwenRequestException OAuthRateLimited(ServiceFailure f) => f.Because(
        new("RateLimited", LimitsExceeded),
        $"The login service {f.Endpoint} answered that requests come too fast (HTTP {f.Status}{f.Said}).",
        "Wait a few minutes and try again.");

    public static QwenRequestException OAuthProtocolViolation(ServiceFailure f) => f.Because(
        new("ProtocolViolation", ProtocolError),
        $"{f.Endpoint} did not answer as a login service does: {f.Detail}.",
        "Check that neither a proxy nor a sign-in page of the network answers in its place, and QWEN_OAUTH_BASE_URL where it is set.");

    public static QwenException InvalidOAuthBaseUrl(string text, string source, string defect) => new(
        new("InvalidRequest", InvalidArgument, IsTerminating: true),
        $"The login host '{text}' from {source} cannot be used: {defect}.",
        "Give an https URL such as https://chat.qwen.ai, or remove it.");

    public static QwenException UntrustedOAuthEndpoint(string host, string why) => new(
        new("UntrustedEndpoint", SecurityError, IsTerminating: true),
        $"The access token of the Qwen login was not sent to {host}: {why}.",
        $"Log in again ({LogIn} -Force); to use that endpoint all the same give it a key of its own: Connect-Qwen -ApiKey <key> -BaseUrl <url>");

    private const string PassContext = "To use that one here, pass it: $context = Get-QwenAuth there, and -AuthContext $using:context here.";

    /// <summary>The id where neither key nor login is found.</summary>
    public const string NoAuthenticationId = "NoAuthentication";

    /// <summary>The id where the <c>.env</c> file in effect gives nothing because it cannot be read.</summary>
    public const string EnvFileUnreadableId = "EnvFileUnreadable";

    /// <summary>The id of every refusal of a login or token.</summary>
    public const string CredentialRejectedId = "CredentialRejected";

    /// <summary>The id of a login that others hold, or that cannot be locked.</summary>
    public const string CredentialLockedId = "CredentialLocked";

    private static string WordsOf(Exception exception) =>
        $"{exception.GetType().Name}: {SecretMask.Text(ForeignText.Words(exception.Message, MostWords)).TrimEnd('.')}";

    private const int MostWords = 300;
    private const string UnexpectedFailureId = "UnexpectedFailure";
    private const string ReportIt = "Please report it as an issue of the module, with what -Verbose shows.";
    private const string LogIn = "Connect-Qwen -Method OAuth";
    private const string OAuthTierClosed = "Qwen closed its free OAuth tier on 2026-04-15";
}
