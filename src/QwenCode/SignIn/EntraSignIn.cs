using QwenCode.Authentication;
using QwenCode.Commands;
using QwenCode.Entra;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Loading;
using QwenCode.Showing;

namespace QwenCode.SignIn;

/// <summary>Signs a session in to Microsoft Entra ID: silently if possible, otherwise with the user.</summary>
/// <param name="command">The cmdlet that writes.</param>
/// <param name="allowNonInteractive">Whether a device code may be shown in a session that is not interactive.</param>
internal sealed class EntraSignIn(QwenCommand command, bool allowNonInteractive)
{
    /// <summary>The credential of a sign-in.</summary>
    /// <param name="options">How to sign in.</param>
    /// <param name="force">Whether the user signs in even if a sign-in is cached.</param>
    /// <exception cref="QwenException">The sign-in was rejected, or the user cannot be prompted.</exception>
    public EntraCredential Run(EntraOptions options, bool force)
    {
        var provider = ConnectorLoader.EntraTokenProvider;
        var token = force && options.NeedsUser ? null : command.Await(Activity("response"), t => provider.AcquireSilentlyAsync(options, forceRefresh: false, t));
        return new EntraCredential(provider, options, token ?? Prompt(provider, options), TimeProvider.System);
    }

    private EntraToken Prompt(IEntraTokenProvider provider, EntraOptions options)
    {
        var mayShowCode = options.Flow == EntraFlow.DeviceCode && allowNonInteractive;
        if (Interactivity.ReasonNotToPrompt(command.Host) is { } reason && !mayShowCode)
            throw QwenErrors.EntraInteractiveLoginUnavailable(reason);
        return command.Await(Activity("approval"), token => provider.AcquireInteractivelyAsync(options, code => command.Pump.Post(() => Show(code)), token));
    }

    private static RequestActivity Activity(string response) => RequestActivity.SignIn("Microsoft Entra ID", response);

    private void Show(EntraDeviceCode code)
    {
        foreach (var line in new[] { "", "To sign in to Microsoft Entra ID, open this page and enter the code:", "", $"  {UrlText.ToOpen(code.VerificationUri)}", $"  {code.UserCode}", "" })
            command.WriteHostLine(line);
    }
}
