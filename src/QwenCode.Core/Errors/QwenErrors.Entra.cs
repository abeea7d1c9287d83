using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Errors;

/// <content>Errors of the sign-in to Microsoft Entra ID.</content>
internal static partial class QwenErrors
{
    public static QwenException EntraLoginNeeded() => new(
        ErrorId.NoAuthentication,
        "The method Entra is selected, but this session is not signed in to Microsoft Entra ID, or its sign-in has expired.",
        "Run: Connect-Qwen -Method Entra -BaseUrl https://<resource>.openai.azure.com -Model <deployment>");

    public static QwenException EntraRejected(string code, string words, string next) => new(
        ErrorId.CredentialRejected,
        $"Microsoft Entra ID rejected the sign-in ({code}): {SecretMask.Text(words)}", next);

    public static QwenException EntraViolation(string words) => new(
        ErrorId.ProtocolViolation,
        $"Microsoft Entra ID did not respond as expected: {words}",
        "Check that no proxy responds in its place and, for a managed identity, the endpoint of this machine.");

    public static QwenRequestException EntraTokenRejected(ServiceFailure f) => f.Because(
        ErrorId.CredentialRejected,
        $"{f.Endpoint} rejected {f.CredentialName} (HTTP {f.Status}{f.Said}).",
        "Check that the account or application has the Cognitive Services OpenAI User role on this resource and that -Scope is the resource's, and sign in again: Connect-Qwen -Method Entra -BaseUrl <url> -Model <deployment>");

    public static QwenException EntraInteractiveLoginUnavailable(string why) => new(
        ErrorId.InteractiveLoginUnavailable,
        $"A user sign-in to Microsoft Entra ID needs someone to approve it, but {why}.",
        "Use -ClientSecret, -CertificatePath or -ManagedIdentity instead, or -DeviceCode -AllowNonInteractive to print the code.");

    public static QwenException EntraBrowserUnavailable() => new(
        ErrorId.InteractiveLoginUnavailable,
        "No browser can be opened here for the sign-in to Microsoft Entra ID.",
        "Add -DeviceCode to sign in with a code on any device.");

    public static QwenException EntraDeclined(string code) => new(
        ErrorId.AuthorizationDenied,
        $"The sign-in to Microsoft Entra ID was declined ({code}).",
        "Run Connect-Qwen -Method Entra again and approve it.");

    public static QwenException EntraExpired(string code) => new(
        ErrorId.AuthorizationExpired,
        $"The sign-in to Microsoft Entra ID was not completed before its code expired ({code}).",
        "Run Connect-Qwen -Method Entra again.");

    public static QwenException EntraUnavailable(string words, Exception cause) => new(
        ErrorId.ConnectionFailed,
        $"Microsoft Entra ID could not be reached: {SecretMask.Text(words)}",
        "Check the network and the proxy settings; for a managed identity, check that this machine runs on Azure.", NetworkFailures.Shown(cause));

    public static QwenRequestException EntraFailed(int status, string words) => new(
        status == 429 ? ErrorId.RateLimited : ErrorId.ServiceUnavailable,
        $"Microsoft Entra ID {(status == 429 ? "reported too many requests" : "failed")} (HTTP {status}): {SecretMask.Text(words)}",
        "Retry later.")
    {
        StatusCode = status,
    };

    public static QwenRequestException EntraTimedOut(Exception cause) => new(
        ErrorId.RequestTimedOut,
        "Microsoft Entra ID did not respond in time.",
        "Retry later, and check the network and the proxy settings.",
        NetworkFailures.Shown(cause));

    public static QwenException EntraTlsFailed(string words, Exception cause) => new(
        ErrorId.TlsFailed,
        $"Cannot establish a secure connection to Microsoft Entra ID: {SecretMask.Text(words)}",
        "Install the issuing certificate authority in the system's store (SSL_CERT_FILE on Linux), and check the proxy settings.", NetworkFailures.Shown(cause));

    public static QwenException EntraCertificateRejected(string words, string next, Exception cause) => new(
        ErrorId.TlsFailed,
        $"Cannot establish a secure connection to Microsoft Entra ID: {words}.",
        next, NetworkFailures.Shown(cause));

    public static QwenException EntraCacheUnwritable(string folder, string reason, bool isUnprotected, Exception cause) => new(
        ErrorId.CredentialFileUnwritable,
        $"The sign-in to Microsoft Entra ID cannot be kept in {ForeignText.OneLine(folder)}: {reason}.",
        $"Make sure that the folder is writable and has free space{(isUnprotected ? ", or leave out -UnprotectedTokenCache" : "")}.", cause);
}
