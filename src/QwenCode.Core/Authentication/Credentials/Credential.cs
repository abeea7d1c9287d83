using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>The credential of a request. It is read at every attempt, so that a renewed one is used at once.</summary>
internal abstract class Credential
{
    /// <summary>No credential: requests are sent without one.</summary>
    public static readonly Credential None = new NoCredential();

    /// <summary>The key or token for the next attempt.</summary>
    /// <exception cref="QwenException">None is available.</exception>
    public abstract ValueTask<Secret> GetAsync(CancellationToken cancellationToken);

    /// <summary>A warning about it; <see langword="null"/> if there is none.</summary>
    public virtual string? Warning => null;

    /// <summary>When it expires; <see langword="null"/> if it does not.</summary>
    public virtual DateTimeOffset? ExpiresAt => null;

    /// <summary>The header that carries it; <see langword="null"/> if none does.</summary>
    /// <param name="secret">What <see cref="GetAsync"/> returned.</param>
    public virtual (string Name, string Value)? Header(Secret secret) => ("Authorization", $"Bearer {secret.Reveal()}");

    /// <summary>Renews it after the service rejected it; <see langword="false"/> if that is not possible.</summary>
    /// <param name="rejected">What the service rejected.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QwenException">The renewal failed.</exception>
    public virtual ValueTask<bool> RenewAsync(Secret rejected, CancellationToken cancellationToken) => new(false);

    private sealed class NoCredential : Credential
    {
        private readonly Secret _nothing = new("");

        public override ValueTask<Secret> GetAsync(CancellationToken cancellationToken) => new(_nothing);

        public override (string Name, string Value)? Header(Secret secret) => null;
    }
}

/// <summary>An API key, which never changes.</summary>
/// <param name="key">The key.</param>
/// <param name="header">The header that carries it by itself; <see langword="null"/> sends it as bearer token.</param>
internal sealed class ApiKeyCredential(Secret key, string? header = null) : Credential
{
    /// <summary>The key.</summary>
    public Secret Key => key;

    /// <inheritdoc/>
    public override (string Name, string Value)? Header(Secret secret) => header is null ? base.Header(secret) : (header, secret.Reveal());

    /// <inheritdoc/>
    public override ValueTask<Secret> GetAsync(CancellationToken cancellationToken) => new(key);
}

/// <summary>A credential that is the whole value of a header.</summary>
/// <param name="name">The header.</param>
/// <param name="value">Its value.</param>
internal sealed class HeaderCredential(string name, Secret value) : Credential
{
    /// <inheritdoc/>
    public override (string Name, string Value)? Header(Secret secret) => (name, secret.Reveal());

    /// <inheritdoc/>
    public override ValueTask<Secret> GetAsync(CancellationToken cancellationToken) => new(value);
}
