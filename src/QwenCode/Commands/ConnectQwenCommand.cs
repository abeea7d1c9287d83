using System.Management.Automation;
using QwenCode.Authentication;
using QwenCode.Errors;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>
/// Decides how this session authenticates: by a key that is given here, by Qwen's OAuth login, or by whatever the environment says.
/// Fails if nothing usable is found, and then leaves the session as it was; without arguments, at an interactive console, it asks for
/// provider, key and model. Only a login asks a service.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "Qwen")]
[OutputType(typeof(AuthContext))]
public sealed class ConnectQwenCommand : EntraCommand
{
    private static readonly string[] KeyParameters = [nameof(ApiKey), nameof(Provider), nameof(BaseUrl)];

    private static readonly string[] LoginParameters =
        [nameof(NoBrowser), nameof(Force), nameof(AllowNonInteractive)];

    private static readonly string[] OAuthParameters = [nameof(TimeoutSec), nameof(RequestsPerMinute), nameof(Proxy), nameof(ProxyCredential)];

    /// <summary>With OAuth or Entra: logs in anew though a login is cached.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>With OAuth or Entra: logs in though the session is not interactive; page and code go to the host.</summary>
    [Parameter]
    public SwitchParameter AllowNonInteractive { get; set; }

    /// <summary>With OAuth: seconds for the login; 0, the default, leaves it to the code's own lifetime.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; }

    /// <summary>With OAuth: how many requests a minute are let through, by default 60; 0 turns the limit off.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(0, 100_000)]
    public int RequestsPerMinute { get; set; } = QwenSession.DefaultRequestsPerMinute;

    /// <summary>With OAuth: the proxy to the login service, for chats not; by default the system's, <c>NO_PROXY</c> included.</summary>
    [Parameter]
    [ValidateNotBlank]
    public Uri? Proxy { get; set; }

    /// <summary>With OAuth: what the proxy asks for.</summary>
    [Parameter]
    [RefuseBlank]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    private bool IsBare => new[] { nameof(Method), nameof(Model) }.Concat(KeyParameters).All(name => !MyInvocation.BoundParameters.ContainsKey(name));

    /// <inheritdoc/>
    protected override void EndProcessing() => ReportAll(Connect);

    private void Connect()
    {
        Refuse(Method == AuthMethod.Environment, KeyParameters, "-Method Environment takes everything from the environment");
        Refuse(Method == AuthMethod.OAuth, KeyParameters, "-Method OAuth has a credential and an endpoint of its own");
        Refuse(Method == AuthMethod.Entra, [nameof(ApiKey), nameof(Provider)], "-Method Entra has a credential and a provider of its own");
        Refuse(Method == AuthMethod.Entra, OAuthParameters, "Microsoft Entra ID's login has no such settings, so -Method Entra");
        Refuse(Method is not (AuthMethod.OAuth or AuthMethod.Entra), [.. LoginParameters, .. OAuthParameters], "Without -Method OAuth there is no login");
        Refuse(Method != AuthMethod.Entra, EntraParameters, "Without -Method Entra there is no login to Microsoft Entra ID");
        var choice = Given() with
        {
            EnvSyntax = Session.Choice.EnvSyntax,
            Entra = Method == AuthMethod.Entra ? SignIn() : null,
        };
        if (Method == AuthMethod.OAuth)
            LogIn();
        var context = Resolve(choice);
        if (context.Status == QwenErrors.NoAuthenticationId && IsBare && Interactivity.Obstacle(Host) is null)
        {
            WriteHostLine("No key or login was found. To use Qwen's login instead of a key: Connect-Qwen -Method OAuth");
            choice = new EndpointPrompts(Host.UI, context, choice).Ask(choice with { Method = AuthMethod.ApiKey });
            context = Resolve(choice);
        }

        context.EnsureUsable();
        Session.Choice = choice.For(context);
        foreach (var source in context.Sources)
            WriteVerbose(source.ToString());
        WriteObject(context);
    }

    private void Refuse(bool refused, string[] parameters, string why)
    {
        var given = parameters.Where(MyInvocation.BoundParameters.ContainsKey).Select(p => $"-{p}").ToList();
        if (refused && given.Count > 0)
            throw QwenErrors.InvalidParameter($"{why} and cannot go with {string.Join(", ", given)}.", "Leave out the one or the other.");
    }

    private EntraCredential SignIn()
    {
        if (BaseUrl is null)
            throw QwenErrors.InvalidParameter("-Method Entra needs to know the resource.", "Give -BaseUrl https://<resource>.openai.azure.com and -Model <deployment>.");
        EndpointTrust.RequireEncryption(Authentication.BaseUrl.Parse(BaseUrl, "parameter -BaseUrl").Url);
        MethodSelection.EnsureAllowed(AuthMethod.Entra, Environment());
        return new EntraSignIn(this, Pump, AllowNonInteractive).Run(SignInOptions(), Force);
    }

    private void LogIn()
    {
        var options = new OAuthLoginOptions
        {
            Force = Force,
            NoBrowser = NoBrowser,
            AllowNonInteractive = AllowNonInteractive,
            Limit = TimeoutSec == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(TimeoutSec),
            Proxy = Proxy,
            ProxyCredential = ProxyCredential?.GetNetworkCredential(),
        };
        new OAuthLogin(this, Pump, options).Run(Environment());
        Session.LimitRequests(RequestsPerMinute);
    }
}
