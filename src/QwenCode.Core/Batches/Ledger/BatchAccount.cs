using System.Security.Cryptography;
using System.Text;
using QwenCode.Authentication;

namespace QwenCode.Batches;

/// <summary>The account that a batch belongs to: nobody else can see it at the service.</summary>
/// <param name="BaseUrl">The base URL, without a secret in it.</param>
/// <param name="KeyHash">A short hash of the base URL and the key, from which neither can be recovered.</param>
internal sealed record BatchAccount(string BaseUrl, string KeyHash)
{
    private const int HashBytes = 5;

    /// <summary>The account behind an endpoint.</summary>
    /// <exception cref="QwenException">No credential is available.</exception>
    public static async Task<BatchAccount> OfAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        // A token changes each hour, its account does not.
        var holder = endpoint.Credential is EntraCredential entra
            ? entra.Account
            : (await endpoint.Credential.GetAsync(cancellationToken).ConfigureAwait(false)).Reveal();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{endpoint.Url.AbsoluteUri}\n{holder}"));
        return new BatchAccount(endpoint.ShownUrl.AbsoluteUri, HexText.Of(hash.AsSpan(0, HashBytes)));
    }
}
