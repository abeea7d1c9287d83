using QwenCode.Secrets;

namespace QwenCode.Entra;

/// <summary>The ways to authenticate to Microsoft Entra ID.</summary>
internal enum EntraFlow
{
    /// <summary>A user, in the system's browser.</summary>
    Browser,

    /// <summary>A user, with a code on another device.</summary>
    DeviceCode,

    /// <summary>An application, by its secret.</summary>
    ClientSecret,

    /// <summary>An application, by its certificate.</summary>
    Certificate,

    /// <summary>The identity of the Azure machine that this runs on.</summary>
    ManagedIdentity,

    /// <summary>An access token that the user already has.</summary>
    AccessToken,
}

/// <summary>How to sign in to Microsoft Entra ID.</summary>
internal sealed record EntraOptions
{
    /// <summary>The public client that the Azure CLI registers: every tenant has it, so a first sign-in needs no registration.</summary>
    public const string DefaultClientId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    /// <summary>Any work or school account.</summary>
    public const string DefaultTenant = "organizations";

    /// <summary>Azure's language services; newer resources need <c>https://ai.azure.com/.default</c>.</summary>
    public const string DefaultScope = "https://cognitiveservices.azure.com/.default";

    /// <summary>The flow.</summary>
    public required EntraFlow Flow { get; init; }

    /// <summary>The tenant's id or domain.</summary>
    public string TenantId { get; init; } = DefaultTenant;

    /// <summary>The application's id.</summary>
    public string ClientId { get; init; } = DefaultClientId;

    /// <summary>What the token is for.</summary>
    public string Scope { get; init; } = DefaultScope;

    /// <summary>The application's secret.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>The file with the application's certificate and private key: PFX or PEM.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The password of that file.</summary>
    public Secret? CertificatePassword { get; init; }

    /// <summary>The certificate's thumbprint in the user's or machine's store.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>The client id of a user-assigned managed identity; <see langword="null"/> takes the machine's own.</summary>
    public string? ManagedIdentityClientId { get; init; }

    /// <summary>The access token that the user already has.</summary>
    public Secret? AccessToken { get; init; }

    /// <summary>The folder of the token cache; <see langword="null"/> keeps sign-ins in memory only.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Whether the cache may be a file of mode 0600 if the system offers no protection.</summary>
    public bool UnprotectedTokenCache { get; init; }

    /// <summary>Whether a user has to take part.</summary>
    public bool NeedsUser => Flow is EntraFlow.Browser or EntraFlow.DeviceCode;
}
