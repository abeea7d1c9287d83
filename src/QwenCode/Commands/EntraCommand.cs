using System.Management.Automation;
using System.Security;
using QwenCode.Completion;
using QwenCode.Entra;
using QwenCode.Errors;
using QwenCode.OAuth;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>The parameters of a sign-in to Microsoft Entra ID.</summary>
public abstract class EntraCommand : AuthCommand
{
    private protected static readonly string[] EntraParameters =
    [
        nameof(TenantId), nameof(ClientId), nameof(Scope), nameof(DeviceCode), nameof(ClientSecret), nameof(CertificatePath),
        nameof(CertificatePassword), nameof(CertificateThumbprint), nameof(ManagedIdentity), nameof(ManagedIdentityClientId),
        nameof(AccessToken), nameof(UnprotectedTokenCache),
    ];

    private protected EntraCommand()
    {
    }

    /// <summary>With OAuth or Entra: opens no browser.</summary>
    [Parameter]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>With Entra: the ID or domain of the tenant. Defaults to any work or school account.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TenantCompleter))]
    [ValidateNotBlank]
    public string TenantId { get; set; } = EntraOptions.DefaultTenant;

    /// <summary>With Entra: the client ID of the application. Defaults to the public one of the Azure CLI, which every tenant has.</summary>
    [Parameter]
    [ValidateNotBlank]
    public string ClientId { get; set; } = EntraOptions.DefaultClientId;

    /// <summary>With Entra: the scope of the token. Defaults to <c>https://cognitiveservices.azure.com/.default</c>; newer resources use <c>https://ai.azure.com/.default</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    [ValidateNotBlank]
    public string Scope { get; set; } = EntraOptions.DefaultScope;

    /// <summary>With Entra: a user signs in with a code on another device instead of in a browser on this one.</summary>
    [Parameter]
    public SwitchParameter DeviceCode { get; set; }

    /// <summary>With Entra: an application signs in with its secret.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ClientSecret { get; set; }

    /// <summary>With Entra: an application signs in with the certificate in this file, PFX or PEM.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CertificateCompleter))]
    [ValidateNotBlank]
    public string? CertificatePath { get; set; }

    /// <summary>With Entra: the password of <see cref="CertificatePath"/>.</summary>
    [Parameter]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>With Entra: an application signs in with the certificate that has this thumbprint in the user's or the machine's store.</summary>
    [Parameter]
    [ValidateNotBlank]
    public string? CertificateThumbprint { get; set; }

    /// <summary>With Entra: uses the managed identity of the Azure machine that this runs on.</summary>
    [Parameter]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>With Entra: the client ID of a user-assigned managed identity.</summary>
    [Parameter]
    [ValidateNotBlank]
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>With Entra: an access token that you already have. It is used as it is, without renewal.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? AccessToken { get; set; }

    /// <summary>With Entra: keeps the sign-in in a file that only you can read if the system offers no protection.</summary>
    [Parameter]
    public SwitchParameter UnprotectedTokenCache { get; set; }

    /// <summary>How to sign in, by the parameters that were specified.</summary>
    /// <exception cref="QwenException">They name several ways, or leave something out (<c>InvalidRequest</c>).</exception>
    private protected EntraOptions SignInOptions()
    {
        var certificate = CertificatePath is not null || CertificateThumbprint is not null;
        var ways = new (bool Given, EntraFlow Flow, string Parameter)[]
        {
            (DeviceCode, EntraFlow.DeviceCode, nameof(DeviceCode)),
            (ClientSecret is not null, EntraFlow.ClientSecret, nameof(ClientSecret)),
            (certificate, EntraFlow.Certificate, CertificatePath is not null ? nameof(CertificatePath) : nameof(CertificateThumbprint)),
            (ManagedIdentity || ManagedIdentityClientId is not null, EntraFlow.ManagedIdentity, nameof(ManagedIdentity)),
            (AccessToken is not null, EntraFlow.AccessToken, nameof(AccessToken)),
        };
        var given = ways.Where(w => w.Given).ToList();
        if (given.Count > 1)
            throw QwenErrors.InvalidParameter($"These parameters specify several ways to sign in: {string.Join(", ", given.Select(w => $"-{w.Parameter}"))}.", "Specify only one of them.");
        var flow = given.Count == 1 ? given[0].Flow : UserFlow();
        if (flow is EntraFlow.ClientSecret or EntraFlow.Certificate && !(Bound(nameof(ClientId)) && Bound(nameof(TenantId))))
            throw QwenErrors.InvalidParameter("An application signs in to its own tenant with its own client ID.", "Specify -TenantId and -ClientId too.");
        return new EntraOptions
        {
            Flow = flow,
            TenantId = TenantId,
            ClientId = ClientId,
            Scope = Scope,
            ClientSecret = SessionSecret.From(this, ClientSecret, nameof(ClientSecret)),
            CertificatePath = CertificatePath is null ? null : GetUnresolvedProviderPathFromPSPath(CertificatePath),
            CertificatePassword = CertificatePassword is null ? null : SecretTransformationAttribute.Reveal(CertificatePassword),
            CertificateThumbprint = CertificateThumbprint,
            ManagedIdentityClientId = ManagedIdentityClientId,
            AccessToken = SessionSecret.From(this, AccessToken, nameof(AccessToken)),
            CacheFolder = EntraSignIn.CacheFolder,
            UnprotectedTokenCache = UnprotectedTokenCache,
        };
    }

    // The browser if there is one, otherwise a code for another device.
    private EntraFlow UserFlow()
    {
        if ((NoBrowser ? "-NoBrowser is specified" : BrowserRule.Current.Obstacle()) is not { } obstacle)
            return EntraFlow.Browser;
        WriteVerbose($"No browser can be opened here ({obstacle}), so a code is shown.");
        return EntraFlow.DeviceCode;
    }

    private protected bool Bound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
