using System.Management.Automation;
using QwenCode.Authentication;
using QwenCode.Errors;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>
/// Sets how this session authenticates: with an API key, with Qwen OAuth, with Microsoft Entra ID, or with what the environment provides.
/// Fails if nothing usable is found, and then leaves the session unchanged; without arguments, at an interactive console, it prompts for
/// provider, key and model. Only a sign-in contacts a service.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "Qwen")]
[OutputType(typeof(AuthContext))]
public sealed class ConnectQwenCommand : EntraCommand
{
    private static readonly string[] KeyParameters = [nameof(ApiKey), nameof(Provider), nameof(BaseUrl)];

    private static readonly string[] LoginParameters =
        [nameof(NoBrowser), nameof(Force), nameof(AllowNonInteractive)];

    private static readonly string[] OAuthParameters = [nameof(TimeoutSec), nameof(RequestsPerMinute), nameof(Proxy), nameof(ProxyCredential)];

    /// <summary>With OAuth or Entra: signs in again even if a credential is cached.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>With OAuth or Entra: signs in even if the session is not interactive; page and code go to the host.</summary>
    [Parameter]
    public SwitchParameter AllowNonInteractive { get; set; }

    /// <summary>With OAuth: maximum number of seconds for the sign-in. 0, the default, sets no limit but the lifetime of the code.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; }

    /// <summary>With OAuth: maximum number of requests per minute. Defaults to 60; 0 turns the limit off.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(0, 100_000)]
    public int RequestsPerMinute { get; set; } = QwenSession.DefaultRequestsPerMinute;

    /// <summary>With OAuth: the proxy to the sign-in service, not for chats. Defaults to the system's, including <c>NO_PROXY</c>.</summary>
    [Parameter]
    [ValidateNotBlank]
    public Uri? Proxy { get; set; }

    /// <summary>With OAuth: the credential for the proxy.</summary>
    [Parameter]
    [RefuseBlank]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    private bool IsBare => new[] { nameof(Method), nameof(Model) }.Concat(KeyParameters).All(name => !MyInvocation.BoundParameters.ContainsKey(name));

    /// <inheritdoc/>
    protected override void EndProcessing() => ReportAll(Connect);

    private void Connect()
    {
        Refuse(Method == AuthMethod.Environment, KeyParameters, "combined with -Method Environment, which takes everything from the environment");
        Refuse(Method == AuthMethod.OAuth, KeyParameters, "combined with -Method OAuth, which has a credential and an endpoint of its own");
        Refuse(Method == AuthMethod.Entra, [nameof(ApiKey), nameof(Provider)], "combined with -Method Entra, which has a credential and a provider of its own");
        Refuse(Method == AuthMethod.Entra, OAuthParameters, "combined with -Method Entra, whose sign-in has no such settings");
        Refuse(Method is not (AuthMethod.OAuth or AuthMethod.Entra), LoginParameters, "used without -Method OAuth or -Method Entra, since there is no sign-in");
        Refuse(Method is not (AuthMethod.OAuth or AuthMethod.Entra), OAuthParameters, "used without -Method OAuth, since there is no sign-in to Qwen");
        Refuse(Method != AuthMethod.Entra, EntraParameters, "used without -Method Entra, since there is no sign-in to Microsoft Entra ID");
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
            WriteHostLine("No API key or sign-in was found. To sign in to Qwen instead of using a key: Connect-Qwen -Method OAuth");
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
            throw QwenErrors.InvalidParameter($"{string.Join(", ", given)} cannot be {why}.", "Leave out the parameter, or specify another -Method.");
    }

    private EntraCredential SignIn()
    {
        if (BaseUrl is null)
            throw QwenErrors.InvalidParameter("-Method Entra requires the resource.", "Specify -BaseUrl https://<resource>.openai.azure.com and -Model <deployment>.");
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
