using System.Security.Cryptography;
using System.Text;
using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>Proof key for code exchange (RFC 7636): the client that requests the tokens proves that it started the sign-in.</summary>
internal sealed class Pkce
{
    /// <summary>The <c>code_challenge_method</c>.</summary>
    public const string Method = "S256";

    private const int VerifierBytes = 32;

    /// <summary>The proof key for a given verifier.</summary>
    public Pkce(string verifier)
    {
        Verifier = new Secret(verifier);
        Challenge = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
    }

    /// <summary>The <c>code_verifier</c>, sent with each poll.</summary>
    public Secret Verifier { get; }

    /// <summary>The <c>code_challenge</c>, sent with the device authorization request.</summary>
    public string Challenge { get; }

    /// <summary>A proof key with a new verifier of 43 characters.</summary>
    public static Pkce Create() => new(Base64Url(RandomNumberGenerator.GetBytes(VerifierBytes)));

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
