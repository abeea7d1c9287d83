using System.Management.Automation;
using QwenCode.Authentication;
using QwenCode.Loading;
using QwenCode.Pipeline;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>Forgets what <c>Connect-Qwen</c> and <c>Set-QwenAuth</c> chose in this session; the environment counts again.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Qwen", SupportsShouldProcess = true)]
public sealed class DisconnectQwenCommand : QwenCommand
{
    /// <summary>Also removes the cached OAuth login, which Qwen Code shares.</summary>
    [Parameter]
    public SwitchParameter RemoveCredential { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Report(() =>
    {
        var entra = Session.Choice.Entra;
        if (ShouldProcess("this session", "Forget key and choices"))
        {
            Session.Choice = AuthChoice.None;
            Session.LimitRequests(QwenSession.DefaultRequestsPerMinute);
            WriteVerbose("The session's key and choices are forgotten; the environment counts again.");
        }

        if (RemoveCredential)
            RemoveLogin(entra);
    });

    private void RemoveLogin(EntraCredential? entra)
    {
        if (entra is { Options.NeedsUser: true } && ShouldProcess(entra.Account, "Sign out of Microsoft Entra ID"))
        {
            Await(async token =>
            {
                await ConnectorLoader.EntraLogin.SignOutAsync(entra.Options, token).ConfigureAwait(false);
                return true;
            });
        }

        var environment = Environment();
        var path = OAuthLogins.PathOf(environment);
        if (!QwenSession.Logins.Has(environment))
            WriteVerbose($"There is no login at {path}.");
        else if (ShouldProcess(path, "Remove the cached login, also for Qwen Code"))
            Await(token => QwenSession.Logins.Source(path, OAuthLogins.ServerOf(environment)).RemoveAsync(token));
    }
}
