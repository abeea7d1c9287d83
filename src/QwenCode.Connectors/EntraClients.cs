using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;
using QwenCode.Entra;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Connectors;

/// <summary>Creates MSAL's clients and keeps them, since each keeps its tokens in memory.</summary>
/// <param name="http">MSAL's HTTP client factory.</param>
/// <param name="discovers">Whether the authority is looked up at Microsoft first.</param>
internal sealed class EntraClients(IMsalHttpClientFactory http, bool discovers)
{
    private const string Authority = "https://login.microsoftonline.com/";
    private const string EncryptedKey = "-----BEGIN ENCRYPTED PRIVATE KEY-----";

    private readonly ConcurrentDictionary<EntraOptions, Lazy<Task<IPublicClientApplication>>> _public = new();
    private readonly ConcurrentDictionary<EntraOptions, Lazy<IConfidentialClientApplication>> _confidential = new();
    private readonly ConcurrentDictionary<string, Lazy<IManagedIdentityApplication>> _managed = new();

    /// <summary>The client for users, with its cache.</summary>
    public async Task<IPublicClientApplication> PublicAsync(EntraOptions options)
    {
        var client = _public.GetOrAdd(options, key => new Lazy<Task<IPublicClientApplication>>(() => MakePublicAsync(key)));
        try
        {
            return await client.Value.ConfigureAwait(false);
        }
        catch
        {
            // The cache may be usable the next time.
            _public.TryRemove(KeyValuePair.Create(options, client));
            throw;
        }
    }

    /// <summary>The client for an application.</summary>
    /// <exception cref="QwenException">Its certificate cannot be used (<c>InvalidParameter</c>).</exception>
    public IConfidentialClientApplication Confidential(EntraOptions options) =>
        _confidential.GetOrAdd(options, key => new Lazy<IConfidentialClientApplication>(() => MakeConfidential(key), LazyThreadSafetyMode.PublicationOnly)).Value;

    /// <summary>The client for the machine's identity.</summary>
    public IManagedIdentityApplication ManagedIdentity(EntraOptions options) =>
        _managed.GetOrAdd(options.ManagedIdentityClientId ?? "", id => new Lazy<IManagedIdentityApplication>(() =>
        {
            var builder = ManagedIdentityApplicationBuilder.Create(
                id.Length == 0 ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.WithUserAssignedClientId(id));
            return builder.WithHttpClientFactory(http).Build();
        })).Value;

    private async Task<IPublicClientApplication> MakePublicAsync(EntraOptions options)
    {
        var client = PublicClientApplicationBuilder.Create(options.ClientId).WithAuthority(Authority + options.TenantId).WithDefaultRedirectUri()
            .WithHttpClientFactory(http).WithInstanceDiscovery(discovers).Build();
        await EntraTokenCache.AttachAsync(client, options).ConfigureAwait(false);
        return client;
    }

    private IConfidentialClientApplication MakeConfidential(EntraOptions options)
    {
        var builder = ConfidentialClientApplicationBuilder.Create(options.ClientId).WithAuthority(Authority + options.TenantId)
            .WithHttpClientFactory(http).WithInstanceDiscovery(discovers);
        return (options.ClientSecret is { } secret ? builder.WithClientSecret(secret.Reveal()) : builder.WithCertificate(Certificate(options))).Build();
    }

    private static X509Certificate2 Certificate(EntraOptions options)
    {
        try
        {
            var certificate = options.CertificatePath is { } path ? FromFile(path, options.CertificatePassword?.Reveal()) : FromStore(options.CertificateThumbprint!);
            return certificate.HasPrivateKey
                ? certificate
                : throw QwenErrors.InvalidParameter($"The certificate {certificate.Thumbprint} has no private key.", "Specify a PFX file, or a PEM file that contains the key too.");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException)
        {
            throw QwenErrors.InvalidParameter(
                $"The certificate {options.CertificatePath ?? options.CertificateThumbprint} cannot be read: {Reason(exception)}.", "Specify a PFX file, or a PEM file with certificate and private key, and its password with -CertificatePassword.");
        }
    }

    private static string Reason(Exception exception) => exception is CryptographicException
        ? "it holds no certificate with its private key, or has another password"
        : exception.Message.TrimEnd('.');

    private static X509Certificate2 FromFile(string path, string? password)
    {
        var content = FileReader.Read(path, FileReader.LargestConfiguration)?.Bytes ?? throw new FileNotFoundException("the file does not exist");
        if (!Path.GetExtension(path).Equals(".pem", StringComparison.OrdinalIgnoreCase))
            return new X509Certificate2(content, password);
        var text = Encoding.UTF8.GetString(content);
        return password is not null && text.Contains(EncryptedKey, StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPem(text, text, password)
            : X509Certificate2.CreateFromPem(text, text);
    }

    private static X509Certificate2 FromStore(string thumbprint)
    {
        foreach (var location in new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine })
        {
            using var store = new X509Store(StoreName.My, location);
            if (TryOpen(store) && store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false) is [var found, ..])
                return found;
        }

        throw QwenErrors.InvalidParameter($"No certificate of this account or machine has the thumbprint {thumbprint}.", "Specify one of the user's or machine's store (on Windows Cert:\\CurrentUser\\My), or a file: -CertificatePath");
    }

    private static bool TryOpen(X509Store store)
    {
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            return true;
        }
        catch (CryptographicException)
        {
            // Unix has no store of a user who has not stored a certificate yet.
            return false;
        }
    }
}
