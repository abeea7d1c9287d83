using System.Management.Automation;
using System.Reflection;
using System.Security;
using QwenCode.ArgumentCompletion;
using QwenCode.Authentication;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Session;
using QwenCode.SignIn;

namespace QwenCode.Commands;

/// <summary>
/// Sets how this session authenticates: with an API key, with Qwen OAuth, with Microsoft Entra ID, or with what the environment provides.
/// Fails if nothing usable is found, and then leaves the session unchanged; without arguments, at an interactive console, it prompts for
/// provider, key and model. Only a sign-in contacts a service.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "Qwen", DefaultParameterSetName = KeySet, SupportsShouldProcess = true)]
[OutputType(typeof(AuthContext))]
public sealed class ConnectQwenCommand : EntraCommand
{
    private const string KeySet = "ApiKey";
    private const string OAuthSet = "OAuth";

    /// <summary>The API key: a SecureString, a credential's password, or a string. Defaults to the environment's.</summary>
    [Parameter(ParameterSetName = KeySet)]
    [SecretTransformation]
    [AllowNull]
    public SecureString? ApiKey { get; set; }

    /// <summary>The provider, which decides base URL, key variable and default model.</summary>
    [Parameter(ParameterSetName = KeySet)]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [ValidateNotBlank]
    public string? Provider { get; set; }

    /// <summary>The endpoint's base URL, usually ending in <c>/v1</c>; with Entra the resource's.</summary>
    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = UserSet, Mandatory = true)]
    [Parameter(ParameterSetName = ClientSecretSet, Mandatory = true)]
    [Parameter(ParameterSetName = CertificateFileSet, Mandatory = true)]
    [Parameter(ParameterSetName = CertificateStoreSet, Mandatory = true)]
    [Parameter(ParameterSetName = ManagedIdentitySet, Mandatory = true)]
    [Parameter(ParameterSetName = AccessTokenSet, Mandatory = true)]
    [ArgumentCompleter(typeof(BaseUrlCompleter))]
    [ValidateNotBlank]
    [Alias("Uri", "Url", "Endpoint")]
    public string? BaseUrl { get; set; }

    /// <summary>
    /// Also stores the key that was specified or prompted for in <c>~/.qwen/.env</c>, as plain text that only your account can read, and
    /// writes the choice to <c>~/.qwen/settings.json</c> as <c>Set-QwenAuth -Persist</c> does.
    /// </summary>
    [Parameter(ParameterSetName = KeySet)]
    public SwitchParameter PersistKey { get; set; }

    /// <summary>With OAuth or Entra: opens no browser.</summary>
    [Parameter(ParameterSetName = OAuthSet)]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>With OAuth or Entra: signs in again even if a credential is cached.</summary>
    [Parameter(ParameterSetName = OAuthSet)]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>With OAuth or Entra: signs in even if the session is not interactive; page and code go to the host.</summary>
    [Parameter(ParameterSetName = OAuthSet)]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter AllowNonInteractive { get; set; }

    /// <summary>With OAuth: maximum number of seconds for the sign-in. 0, the default, sets no limit but the lifetime of the code.</summary>
    [Parameter(ParameterSetName = OAuthSet)]
    [RejectBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; }

    /// <summary>With OAuth: maximum number of requests per minute. Defaults to 60; 0 turns the limit off.</summary>
    [Parameter(ParameterSetName = OAuthSet)]
    [RejectBlank]
    [ValidateRange(0, 100_000)]
    public int RequestsPerMinute { get; set; } = QwenSession.DefaultRequestsPerMinute;

    /// <summary>With OAuth: the proxy to the sign-in service, not for chats. Defaults to the system's, including <c>NO_PROXY</c>.</summary>
    [Parameter(ParameterSetName = OAuthSet)]
    [ValidateNotBlank]
    [ProxyTransformation]
    public Uri? Proxy { get; set; }

    /// <summary>With OAuth: the credential for the proxy.</summary>
    [Parameter(ParameterSetName = OAuthSet)]
    [RejectBlank]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    private bool IsBare => !new[] { nameof(Method), nameof(Model), nameof(ApiKey), nameof(Provider), nameof(BaseUrl) }.Any(IsBound);

    /// <inheritdoc/>
    protected override void EndProcessing() => ReportAll(Connect);

    private void Connect()
    {
        EnsureMethodFits();
        if (Method is AuthMethod.OAuth or AuthMethod.Entra && !ShouldProcess("this session", $"Sign in with {Method}"))
            return;
        var choice = AuthChange.WithRoute(this, Choose(ApiKey, Provider, BaseUrl)) with
        {
            EnvSyntax = Session.Choice.EnvSyntax,
            Entra = Method == AuthMethod.Entra ? SignInToEntra() : null,
        };
        if (Method == AuthMethod.OAuth)
            SignInToQwen();
        var context = Resolve(choice);
        if (context.Failure?.Id == ErrorId.NoAuthentication && IsBare && Interactivity.ReasonNotToPrompt(Host) is null)
        {
            WriteHostLine("No API key or sign-in was found. To sign in to Qwen instead of using a key: Connect-Qwen -Method OAuth");
            choice = new EndpointPrompts(new HostPrompts(Host), context, choice, asked => Resolve(asked)).Prompt(choice with { Method = AuthMethod.ApiKey });
            context = Resolve(choice);
        }

        context.EnsureUsable();
        var (saved, file) = PersistKey ? ToStore(context, choice) : (null, null);
        var isApplied = Method is AuthMethod.OAuth or AuthMethod.Entra || ShouldProcess("this session", $"Use {context}");
        var before = Session.Choice;
        if (isApplied)
            Session.Choice = choice.For(context);
        if (saved is not null && file is not null)
            OrRestore(before, () => Store(saved, file));
        if (!isApplied)
            return;
        foreach (var source in context.Sources)
            WriteVerbose(source.ToString());
        WriteObject(context);
    }

    private (ChoiceToSave Saved, KeyFile File) ToStore(AuthContext context, AuthChoice choice)
    {
        var key = choice.ApiKey ?? throw QwenErrors.InvalidParameter(
            $"-PersistKey stores a key that is specified, and none was{(context.KeySource is { } source ? $"; the key in effect comes from {source}" : "")}.",
            "Specify -ApiKey, too, or write the choice without a key: Set-QwenAuth -Persist");
        var saved = ToSave(context, choice, AuthMethod.ApiKey, storesKey: true);
        var (user, directory) = (Environment().User, WorkingDirectory);
        return (saved, OffThread(() => KeyFile.Of(user, saved.Variable!, key, directory)));
    }

    private void Store(ChoiceToSave saved, KeyFile file)
    {
        var isStored = ShouldProcess(file.Path, $"Store the key as {file.Variable}, in plain text");
        var mode = isStored ? Await(token => file.WriteAsync(TimeProvider.System, token)) : null;
        Save(saved, isKeyStored: true);
        if (!isStored)
            return;
        WriteHostLine($"The key is stored as {file.Variable} in {file.Path}, in plain text: every program that runs under your account can read it. To remove it, delete that line.");
        if (mode is { } wide)
            WriteWarning($"{file.Path} could be read by others (mode {KeyFile.ToOctal(wide)}). Now only you can read it (mode 600).");
        foreach (var warning in file.Warnings(Environment()))
            WriteWarning(warning);
    }

    // A parameter set is chosen by its parameters, and not by the value of -Method.
    private void EnsureMethodFits()
    {
        if (Method is AuthMethod.OAuth or AuthMethod.Entra or AuthMethod.Environment)
            RejectWithMethod(nameof(PersistKey));
        if (Method == AuthMethod.Entra && BaseUrl is null)
            throw QwenErrors.InvalidParameter("-Method Entra requires the resource.", "Specify -BaseUrl https://<resource>.openai.azure.com and -Model <deployment>.");
        var needed = ParameterSetName switch { KeySet => Method, OAuthSet => AuthMethod.OAuth, _ => AuthMethod.Entra };
        if (Method == needed)
            return;
        var given = MyInvocation.BoundParameters.Keys.Where(IsOfThisSetAlone).Select(name => $"-{name}");
        throw QwenErrors.InvalidParameter($"{string.Join(", ", given)} cannot be used without -Method {needed}.", $"Add -Method {needed}, or leave out the parameter.");
    }

    private bool IsOfThisSetAlone(string name) =>
        GetType().GetProperty(name)?.GetCustomAttributes<ParameterAttribute>().ToList() is { Count: > 0 } uses && uses.TrueForAll(use => use.ParameterSetName is not (KeySet or ParameterAttribute.AllParameterSets));

    private EntraCredential SignInToEntra()
    {
        EndpointTrust.RequireEncryption(Authentication.BaseUrl.Parse(BaseUrl!, "parameter -BaseUrl").Url);
        MethodSelection.EnsureAllowed(AuthMethod.Entra, Environment());
        return new EntraSignIn(this, AllowNonInteractive).Run(SignInOptions(NoBrowser), Force);
    }

    private void SignInToQwen()
    {
        var options = new OAuthSignInOptions
        {
            Force = Force,
            NoBrowser = NoBrowser,
            AllowNonInteractive = AllowNonInteractive,
            Limit = TimeoutSec == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(TimeoutSec),
            Proxy = Proxy,
            ProxyCredential = ProxyCredential?.GetNetworkCredential(),
        };
        new OAuthSignIn(this, options).Run(Environment());
        Session.LimitRequests(RequestsPerMinute);
    }
}
