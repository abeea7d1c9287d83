using System.Management.Automation;
using System.Security;
using QwenCode.ArgumentCompletion;
using QwenCode.Conversion;
using QwenCode.Entra;
using QwenCode.Files;
using QwenCode.OAuth;

namespace QwenCode.Commands;

/// <summary>The parameters of a sign-in to Microsoft Entra ID, a parameter set for each flow.</summary>
public abstract class EntraCommand : AuthCommand
{
    private protected const string UserSet = "Entra";
    private protected const string ClientSecretSet = "EntraClientSecret";
    private protected const string CertificateFileSet = "EntraCertificateFile";
    private protected const string CertificateStoreSet = "EntraCertificateStore";
    private protected const string ManagedIdentitySet = "EntraManagedIdentity";
    private protected const string AccessTokenSet = "EntraAccessToken";

    private protected EntraCommand()
    {
    }

    /// <summary>With Entra: the ID or domain of the tenant. Defaults to any work or school account; an application specifies its own.</summary>
    [Parameter(ParameterSetName = UserSet)]
    [Parameter(ParameterSetName = ClientSecretSet, Mandatory = true)]
    [Parameter(ParameterSetName = CertificateFileSet, Mandatory = true)]
    [Parameter(ParameterSetName = CertificateStoreSet, Mandatory = true)]
    [ArgumentCompleter(typeof(TenantCompleter))]
    [ValidateNotBlank]
    public string TenantId { get; set; } = EntraOptions.DefaultTenant;

    /// <summary>With Entra: the client ID of the application. Defaults to the public one of the Azure CLI, which every tenant has; an application specifies its own.</summary>
    [Parameter(ParameterSetName = UserSet)]
    [Parameter(ParameterSetName = ClientSecretSet, Mandatory = true)]
    [Parameter(ParameterSetName = CertificateFileSet, Mandatory = true)]
    [Parameter(ParameterSetName = CertificateStoreSet, Mandatory = true)]
    [ValidateNotBlank]
    public string ClientId { get; set; } = EntraOptions.DefaultClientId;

    /// <summary>With Entra: the scope of the token. Defaults to <c>https://cognitiveservices.azure.com/.default</c>; newer resources use <c>https://ai.azure.com/.default</c>.</summary>
    [Parameter(ParameterSetName = UserSet)]
    [Parameter(ParameterSetName = ClientSecretSet)]
    [Parameter(ParameterSetName = CertificateFileSet)]
    [Parameter(ParameterSetName = CertificateStoreSet)]
    [Parameter(ParameterSetName = ManagedIdentitySet)]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    [ValidateNotBlank]
    public string Scope { get; set; } = EntraOptions.DefaultScope;

    /// <summary>With Entra: a user signs in with a code on another device instead of in a browser on this one.</summary>
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter DeviceCode { get; set; }

    /// <summary>With Entra: an application signs in with its secret.</summary>
    [Parameter(ParameterSetName = ClientSecretSet, Mandatory = true)]
    [SecretTransformation]
    [AllowNull]
    public SecureString? ClientSecret { get; set; }

    /// <summary>With Entra: an application signs in with the certificate in this file, PFX or PEM.</summary>
    [Parameter(ParameterSetName = CertificateFileSet, Mandatory = true)]
    [ArgumentCompleter(typeof(CertificateCompleter))]
    [ValidateNotBlank]
    public string? CertificatePath { get; set; }

    /// <summary>With Entra: the password of <see cref="CertificatePath"/>.</summary>
    [Parameter(ParameterSetName = CertificateFileSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>With Entra: an application signs in with the certificate that has this thumbprint in the user's or the machine's store.</summary>
    [Parameter(ParameterSetName = CertificateStoreSet, Mandatory = true)]
    [ValidateNotBlank]
    public string? CertificateThumbprint { get; set; }

    /// <summary>With Entra: uses the managed identity of the Azure machine that this runs on.</summary>
    [Parameter(ParameterSetName = ManagedIdentitySet, Mandatory = true)]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>With Entra: the client ID of a user-assigned managed identity.</summary>
    [Parameter(ParameterSetName = ManagedIdentitySet)]
    [ValidateNotBlank]
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>With Entra: an access token that you already have. It is used as it is, without renewal.</summary>
    [Parameter(ParameterSetName = AccessTokenSet, Mandatory = true)]
    [SecretTransformation]
    [AllowNull]
    public SecureString? AccessToken { get; set; }

    /// <summary>With Entra: keeps the sign-in in a file that only you can read if the system offers no protection.</summary>
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter UnprotectedTokenCache { get; set; }

    /// <summary>How to sign in, by the parameter set.</summary>
    /// <param name="noBrowser">Whether no browser may be opened.</param>
    private protected EntraOptions SignInOptions(bool noBrowser) => new()
    {
        Flow = ParameterSetName switch
        {
            ClientSecretSet => EntraFlow.ClientSecret,
            CertificateFileSet or CertificateStoreSet => EntraFlow.Certificate,
            ManagedIdentitySet => EntraFlow.ManagedIdentity,
            AccessTokenSet => EntraFlow.AccessToken,
            _ => DeviceCode ? EntraFlow.DeviceCode : UserFlow(noBrowser),
        },
        TenantId = TenantId,
        ClientId = ClientId,
        Scope = Scope,
        ClientSecret = SessionSecret.From(this, ClientSecret, nameof(ClientSecret)),
        CertificatePath = CertificatePath is null ? null : FilePaths.Parameter(this, nameof(CertificatePath), CertificatePath),
        CertificatePassword = CertificatePassword is null ? null : SecretTransformationAttribute.Reveal(CertificatePassword),
        CertificateThumbprint = CertificateThumbprint,
        ManagedIdentityClientId = ManagedIdentityClientId,
        AccessToken = SessionSecret.From(this, AccessToken, nameof(AccessToken)),
        CacheFolder = DataFolder.Path,
        UnprotectedTokenCache = UnprotectedTokenCache,
    };

    // The browser if there is one, otherwise a code for another device.
    private EntraFlow UserFlow(bool noBrowser)
    {
        if ((noBrowser ? "-NoBrowser is specified" : BrowserRule.Current.ReasonNotToOpen()) is not { } reason)
            return EntraFlow.Browser;
        WriteVerbose($"No browser can be opened here ({reason}), so a code is shown.");
        return EntraFlow.DeviceCode;
    }
}
