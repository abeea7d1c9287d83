using System.Management.Automation;
using QwenCode.Authentication;
using QwenCode.Loading;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>Clears what <c>Connect-Qwen</c> and <c>Set-QwenAuth</c> set in this session; the environment applies again.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Qwen", SupportsShouldProcess = true)]
public sealed class DisconnectQwenCommand : QwenCommand
{
    /// <summary>Also removes the cached OAuth credential, which Qwen Code shares.</summary>
    [Parameter]
    public SwitchParameter RemoveCredential { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Report(() =>
    {
        var entra = Session.Choice.Entra;
        if (ShouldProcess("this session", "Clear the key and other choices"))
        {
            Session.Choice = AuthChoice.None;
            Session.LimitRequests(QwenSession.DefaultRequestsPerMinute);
            WriteVerbose("The session's key and other choices are cleared; the environment applies again.");
        }

        if (RemoveCredential)
            RemoveCredentials(entra);
    });

    private void RemoveCredentials(EntraCredential? entra)
    {
        if (entra is { Options.NeedsUser: true } && ShouldProcess(entra.Account, "Sign out of Microsoft Entra ID"))
        {
            Await(async token =>
            {
                await ConnectorLoader.EntraTokenProvider.SignOutAsync(entra.Options, token).ConfigureAwait(false);
                return true;
            });
        }

        var environment = Environment();
        var path = OAuthCredentialCache.PathOf(environment);
        if (!QwenSession.Credentials.Has(environment))
            WriteVerbose($"There is no cached credential at {path}.");
        else if (ShouldProcess(path, "Remove the cached credential, also for Qwen Code"))
            Await(token => QwenSession.Credentials.Source(path, OAuthCredentialCache.ServerOf(environment)).RemoveAsync(token));
    }
}
