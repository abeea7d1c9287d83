using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensions.Msal;
using QwenCode.Entra;
using QwenCode.Files;

namespace QwenCode.Connectors;

/// <summary>
/// Keeps the sign-ins of users beyond the process: by DPAPI, Keychain or libsecret. If none is available they stay in memory, unless the
/// user allowed a file that only the owner can read; without a folder for it, or for the lock of the others, they stay in memory, too.
/// </summary>
internal static class EntraTokenCache
{
    private const string FileName = "qwencode_entra_cache.bin";
    private const string Service = "QwenCode.Entra";

    /// <summary>Attaches the cache to a client.</summary>
    public static async Task AttachAsync(IPublicClientApplication client, EntraOptions options)
    {
        if (options.CacheFolder is not { } folder)
            return;
        try
        {
            // Where no file can be created, MSAL waits a minute for its lock, and others can read a folder that it creates.
            AtomicFile.Begin(Path.Join(folder, FileName), size: 0).Dispose();
        }
        catch (Exception exception) when (!options.UnprotectedTokenCache && exception is (IOException or UnauthorizedAccessException))
        {
            return;
        }

        if (await ProtectedAsync(folder).ConfigureAwait(false) is { } cache)
            cache.RegisterCache(client.UserTokenCache);
        else if (options.UnprotectedTokenCache)
            (await MsalCacheHelper.CreateAsync(Properties(folder).WithUnprotectedFile().Build()).ConfigureAwait(false)).RegisterCache(client.UserTokenCache);
    }

    private static async Task<MsalCacheHelper?> ProtectedAsync(string folder)
    {
        try
        {
            var properties = Properties(folder)
                .WithMacKeyChain(Service, "cache")
                .WithLinuxKeyring("com.qwencode.entra", MsalCacheHelper.LinuxKeyRingDefaultCollection, "QwenCode's sign-ins to Microsoft Entra ID", new("Version", "1"), new("Product", "QwenCode"))
                .Build();
            var cache = await MsalCacheHelper.CreateAsync(properties).ConfigureAwait(false);
            cache.VerifyPersistence();
            return cache;
        }
        catch (MsalCachePersistenceException)
        {
            return null;
        }
    }

    private static StorageCreationPropertiesBuilder Properties(string folder) => new(FileName, folder);
}
