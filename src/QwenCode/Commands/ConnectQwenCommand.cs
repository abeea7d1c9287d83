using System.Management.Automation;
using System.Security;
using QwenCode.Authentication;
using QwenCode.Completion;
using QwenCode.Errors;
using QwenCode.Pipeline;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>
/// Decides how this session authenticates: by a key that is given here, or by whatever the environment says. Asks no service; fails
/// where nothing usable is found, and then leaves the session as it was.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "Qwen")]
[OutputType(typeof(AuthContext))]
public sealed class ConnectQwenCommand : QwenCommand
{
    /// <summary>The method; by default <c>ApiKey</c> where a key is given, else what the environment says.</summary>
    [Parameter(Position = 0)]
    public AuthMethod? Method { get; set; }

    /// <summary>The API key: a SecureString, a credential's password, or a string. Without it the environment's is used.</summary>
    [Parameter]
    [SecretTransformation]
    [AllowNull]
    public SecureString? ApiKey { get; set; }

    /// <summary>The provider, which decides base URL, key variable and default model.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Provider { get; set; }

    /// <summary>The endpoint's base URL, usually ending in <c>/v1</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BaseUrl { get; set; }

    /// <summary>The model that is asked unless a command names another.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Model { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Report(() =>
    {
        var explicitly = MyInvocation.BoundParameters.Keys.Intersect([nameof(ApiKey), nameof(Provider), nameof(BaseUrl)]).Select(p => $"-{p}").ToList();
        if (Method == AuthMethod.Environment && explicitly.Count > 0)
        {
            throw QwenErrors.InvalidParameter(
                $"-Method Environment takes everything from the environment and cannot go with {string.Join(", ", explicitly)}.",
                "Leave out -Method, or run: Connect-Qwen -Method ApiKey");
        }

        var choice = new AuthChoice
        {
            Method = Method ?? (ApiKey is null ? null : AuthMethod.ApiKey),
            ApiKey = SessionSecret.From(this, ApiKey, nameof(ApiKey)),
            Provider = Provider,
            BaseUrl = BaseUrl,
            Model = Model,
        };
        var context = Resolve(AuthChoice.None, choice);
        context.EnsureUsable();
        Session.Choice = choice;
        foreach (var source in context.Sources)
            WriteVerbose(source.ToString());
        WriteObject(context);
    });
}
