using System.Management.Automation;
using System.Security;
using QwenCode.Authentication;
using QwenCode.Completion;
using QwenCode.Errors;
using QwenCode.Pipeline;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>
/// Changes what this session uses and keeps the rest. Another provider takes the old one's endpoint and key with it. Asks no service.
/// </summary>
[Cmdlet(VerbsCommon.Set, "QwenAuth", SupportsShouldProcess = true)]
[OutputType(typeof(AuthContext))]
public sealed class SetQwenAuthCommand : QwenCommand
{
    /// <summary>The method; <c>Environment</c> drops the session's key, provider and endpoint.</summary>
    [Parameter(Position = 0)]
    public AuthMethod? Method { get; set; }

    /// <summary>The provider.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Provider { get; set; }

    /// <summary>The endpoint's base URL.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BaseUrl { get; set; }

    /// <summary>The model.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Model { get; set; }

    /// <summary>The API key: a SecureString, a credential's password, or a string.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>Returns what is in effect then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Report(() =>
    {
        var before = Session.Choice;
        var change = new AuthChoice
        {
            Method = Method ?? (ApiKey is null ? null : AuthMethod.ApiKey),
            Provider = Provider,
            BaseUrl = BaseUrl,
            Model = Model,
            ApiKey = SessionSecret.From(this, ApiKey, nameof(ApiKey)),
        };
        if (change == AuthChoice.None)
        {
            throw QwenErrors.InvalidParameter(
                "Nothing to change was given.", "Name one of -Method, -Provider, -BaseUrl, -Model or -ApiKey; Get-QwenAuth shows what is in effect.");
        }

        var after = before.With(change);
        var context = Resolve(AuthChoice.None, after);
        var action = string.Join(", ", Describe(change));
        if (!ShouldProcess("the QwenCode session", $"use {action}"))
            return;
        if (before.ApiKey is not null && after.ApiKey is null)
            WriteWarning("The key that was given for the earlier provider is forgotten. Give this one's with -ApiKey, or let the environment give it.");
        Session.Choice = after;
        WriteVerbose($"The next request uses {action}.");
        if (PassThru)
            WriteObject(context);
    });

    private static IEnumerable<string> Describe(AuthChoice change)
    {
        if (change.Method is { } method)
            yield return $"method {method}";
        if (change.Provider is { } provider)
            yield return $"provider {provider}";
        if (change.BaseUrl is { } baseUrl)
            yield return $"base URL {baseUrl}";
        if (change.Model is { } model)
            yield return $"model {model}";
        if (change.ApiKey is { } key)
            yield return $"key {key}";
    }
}
