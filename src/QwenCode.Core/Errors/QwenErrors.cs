using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Errors;

/// <summary>Every error of the module: id, category, message and next step; a file for each area.</summary>
internal static partial class QwenErrors
{
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
