namespace QwenCode.Errors;

/// <content>Errors of keys, endpoints and methods.</content>
internal static partial class QwenErrors
{
    public static QwenException NoAuthentication(string lookedFor) => new(
        ErrorId.NoAuthentication,
        $"No API key or sign-in was found. {lookedFor}",
        "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL) in the environment or in a .env file, or run: Connect-Qwen -ApiKey (Read-Host 'API key' -AsSecureString) -Provider <name>");

    public static QwenException NoLoginInRunspace() => new(
        ErrorId.NoAuthentication,
        "No API key or sign-in was found in this runspace; another runspace of this process has one.",
        PassContext);

    /// <summary>The warning of a runspace that sends what the environment provides.</summary>
    public static string OtherRunspaceIsLoggedIn(string used) =>
        $"This runspace uses what the environment provides, {used}; another runspace of this process has an API key or sign-in of its own. {PassContext}";

    public static QwenException KeyOfOtherEndpoint(string given, string host) => new(
        ErrorId.NoAuthentication,
        $"The session's key was specified for {given} and is not sent to {host}, which requires a key.",
        $"Specify the key of {host} too: Set-QwenAuth -BaseUrl <url> -ApiKey (Read-Host 'API key' -AsSecureString)");

    public static QwenException NoKeyForProvider(string provider, string variables, string keyPage, string lookedFor) => new(
        ErrorId.NoAuthentication,
        $"No API key for {provider} was found in {variables}. {lookedFor}",
        $"Get a key at {keyPage} and set the variable, or run: Connect-Qwen -ApiKey (Read-Host 'API key' -AsSecureString) -Provider {provider}");

    public static QwenException RouteKeyMissing(string route, string source, string variable, bool isNamed) => new(
        ErrorId.NoAuthentication,
        $"No key for {route} was found in {variable}, {(isNamed ? $"the variable that {source} names" : $"which is read because {source} has no envKey")}. No other key is sent there.",
        $"Set {variable} in the environment, in a .env file or in the section env of ~/.qwen/settings.json, or choose another model: Set-QwenAuth -Model <id>");

    public static QwenException RouteUnknown(string model, string source, string models, string? meant) => new(
        ErrorId.InvalidParameter,
        $"The model '{model}' from {source} has no route in the settings{(meant is null ? "" : $" (did you mean {meant}?)")}, and no other endpoint is configured for it. The settings have routes for {(models.Length == 0 ? "no model" : models)}.",
        "Specify one of these with -Model, or an endpoint: Connect-Qwen -Provider <name> -Model <id>");

    public static QwenException RouteNotSupported(string model, string source, string why) => new(
        ErrorId.InvalidParameter,
        $"The model '{model}' cannot be used over {source}: {why}.",
        "Specify another model with -Model; Get-QwenModel -Configured lists the routes.");

    public static QwenException RouteAmbiguous(string model, string urls) => new(
        ErrorId.InvalidParameter,
        $"The settings have several routes for the model '{model}': {urls}.",
        $"Specify one: Set-QwenAuth -Model {model} -BaseUrl <url>");

    public static QwenException SeveralKeys(string keys) => new(
        ErrorId.NoAuthentication,
        $"The keys of several providers are set, and none is chosen: {keys}.",
        "Choose one: Connect-Qwen -Provider <name>");

    public static QwenException InvalidApiKey(string keySource, string reason) => new(
        ErrorId.InvalidApiKey,
        $"The API key from {keySource} cannot be used: {reason}.",
        "Correct it there, or specify another: Connect-Qwen -ApiKey <key>");

    public static QwenException InvalidSecret(string parameter, string reason) => new(
        ErrorId.InvalidParameter,
        $"The value of parameter -{parameter} cannot be used: {reason}.",
        "Specify it as a SecureString, such as (Read-Host -Prompt 'Secret' -AsSecureString).");

    public static QwenException SecretTooLong(int maximum) => new(
        ErrorId.InvalidParameter,
        $"The value has more than {maximum} characters.",
        "Specify the key, token or password alone, and not the file that contains it.");

    public static QwenRequestException InvalidApiKey(ServiceFailure f) => f.Because(
        ErrorId.InvalidApiKey,
        $"{f.Endpoint} rejected {f.CredentialName} (HTTP {f.Status}{f.Said}).",
        f.OtherProviders.Count == 0
            ? "Check that the key belongs to this endpoint and is still valid (Get-QwenAuth shows both), or specify another: Connect-Qwen -ApiKey <key>"
            : $"The key may belong to another plan or region, each of which has its own endpoint. Select the right one with Set-QwenAuth -Provider <name>: {string.Join(", ", f.OtherProviders)}; or specify another key: Connect-Qwen -ApiKey <key>");

    public static QwenException MethodNotAllowed(string method, string source, string enforced, string path) => new(
        ErrorId.MethodNotAllowed,
        $"The method {method} was chosen by {source}, but security.auth.enforcedType in {path} allows only {enforced}.",
        $"Run: Connect-Qwen -Method {enforced}");

    public static QwenException UntrustedEndpoint(string host, string why, string? next = null) => new(
        ErrorId.UntrustedEndpoint,
        $"The credential was not sent to {host}: {why}.",
        next ?? "Specify the endpoint yourself: Connect-Qwen -BaseUrl <url>");

    public static QwenException InvalidBaseUrl(string text, string source, string reason) => new(
        ErrorId.InvalidParameter,
        $"The base URL '{text}' from {source} cannot be used: {reason}.",
        "Specify an absolute URL such as https://dashscope.aliyuncs.com/compatible-mode/v1");

    public static QwenException InvalidModel(string model, string source, string reason) => new(
        ErrorId.InvalidParameter,
        $"The model '{model}' from {source} cannot be used: {reason}.",
        "Specify the name as the service lists it: Get-QwenModel");

    public static QwenException ModelRequired(string provider, string baseUrl) => new(
        ErrorId.ModelRequired,
        $"No model was specified, and {provider} at {baseUrl} has no default model.",
        "Specify one with -Model, Set-QwenAuth -Model or the variable OPENAI_MODEL; Get-QwenModel lists what the endpoint offers.");

    public static QwenException NotLoggedIn(string path, string? chosenBy = null) => new(
        ErrorId.NoAuthentication,
        $"No Qwen sign-in was found: {path} does not exist{(chosenBy is null ? "" : $", and the method OAuth was chosen by {chosenBy}")}.",
        $"Run: {LogIn}");
}
