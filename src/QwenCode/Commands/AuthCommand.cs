using System.Management.Automation;
using System.Security;
using QwenCode.Authentication;
using QwenCode.Completion;
using QwenCode.Pipeline;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>The parameters for authentication and endpoint, which <c>Connect-Qwen</c> and <c>Set-QwenAuth</c> share.</summary>
public abstract class AuthCommand : QwenCommand
{
    private protected AuthCommand()
    {
    }

    /// <summary>
    /// The method. Defaults to <c>ApiKey</c> if a key, provider or base URL is specified, otherwise to what the environment provides.
    /// <c>Environment</c> clears the session's key, provider and endpoint.
    /// </summary>
    [Parameter(Position = 0)]
    [MethodTransformation]
    [ValidateNotNull]
    public AuthMethod? Method { get; set; }

    /// <summary>The API key: a SecureString, a credential's password, or a string. Defaults to the environment's.</summary>
    [Parameter]
    [SecretTransformation]
    [AllowNull]
    public SecureString? ApiKey { get; set; }

    /// <summary>The provider, which decides base URL, key variable and default model.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [ValidateNotBlank]
    public string? Provider { get; set; }

    /// <summary>The endpoint's base URL, usually ending in <c>/v1</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BaseUrlCompleter))]
    [ValidateNotBlank]
    [Alias("Uri", "Url", "Endpoint")]
    public string? BaseUrl { get; set; }

    /// <summary>The model to use unless a command specifies another.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotBlank]
    public string? Model { get; set; }

    /// <summary>The choice that the parameters make.</summary>
    /// <exception cref="QwenException">The key cannot be used (<c>InvalidApiKey</c>).</exception>
    private protected AuthChoice Given() => new()
    {
        Method = Method ?? (ApiKey is null ? null : AuthMethod.ApiKey),
        ApiKey = SessionSecret.From(this, ApiKey, nameof(ApiKey)),
        Provider = Provider,
        BaseUrl = BaseUrl,
        Model = Model,
    };
}
