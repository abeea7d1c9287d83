using System.Security;
using QwenCode.Authentication;
using QwenCode.Commands;
using QwenCode.Errors;
using QwenCode.Secrets;

namespace QwenCode.Conversion;

/// <summary>Takes a secret parameter over into the session.</summary>
internal static class SessionSecret
{
    /// <summary>The secret, or <see langword="null"/> if none was specified; a plain string is accepted with a hint.</summary>
    /// <param name="command">The cmdlet, for the hint.</param>
    /// <param name="value">The parameter's value.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <exception cref="QwenException">It is empty, or no header can carry it (<c>InvalidApiKey</c>, <c>InvalidParameter</c> for another secret than a key).</exception>
    public static Secret? From(QwenCommand command, SecureString? value, string parameter)
    {
        if (value is null)
        {
            // A variable that is not set must not let another key out.
            return command.MyInvocation.BoundParameters.ContainsKey(parameter) ? throw Invalid(parameter, "it is empty") : null;
        }

        if (SecretTransformationAttribute.WasPlainText(value))
            command.WriteVerbose($"-{parameter} was specified as plain text, which the history and transcripts record; a SecureString (Read-Host 'API key' -AsSecureString, Get-Secret) is not recorded.");
        var secret = SecretTransformationAttribute.Reveal(value);
        return ApiKeyRules.ErrorOf(secret.Reveal()) is { } reason ? throw Invalid(parameter, reason) : secret;
    }

    private static QwenException Invalid(string parameter, string reason) =>
        parameter == "ApiKey" ? QwenErrors.InvalidApiKey($"parameter -{parameter}", reason) : QwenErrors.InvalidSecret(parameter, reason);
}
