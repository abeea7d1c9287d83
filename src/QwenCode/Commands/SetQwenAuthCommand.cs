using System.Management.Automation;
using System.Security;
using QwenCode.ArgumentCompletion;
using QwenCode.Authentication;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.SignIn;

namespace QwenCode.Commands;

/// <summary>
/// Changes what this session uses and keeps the rest. Another method or provider also clears the old one's key and endpoint, a base URL of
/// another host the key. A change after which a working session could not send a request is rejected, and the session stays unchanged. Contacts no service. Without arguments, at an interactive console, it shows the methods as a menu.
/// </summary>
[Cmdlet(VerbsCommon.Set, "QwenAuth", SupportsShouldProcess = true)]
[OutputType(typeof(AuthContext))]
public sealed class SetQwenAuthCommand : AuthCommand
{
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

    /// <summary>The syntax of <c>.env</c> files. Defaults to <c>Dotenv</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    [Alias("Syntax")]
    public EnvSyntax? EnvSyntax { get; set; }

    /// <summary>
    /// Also writes the choice to <c>~/.qwen/settings.json</c>, where Qwen Code reads it: method, model, and the route to it with base URL and
    /// the name of the variable that has the key; never a key.
    /// </summary>
    [Parameter]
    public SwitchParameter Persist { get; set; }

    /// <summary>Returns what is in effect afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Report(() =>
    {
        var chosen = AuthChange.WithRoute(this, Choose(ApiKey, Provider, BaseUrl) with { EnvSyntax = EnvSyntax });
        var isAsked = chosen == AuthChoice.None && !Persist;
        if (isAsked)
            chosen = Ask();
        var change = new AuthChange(this, chosen);
        var (after, context) = (change.After, change.Context);
        if (isAsked || (!Persist && Resolve().Endpoint is not null))
            change.EnsureUsable();
        var saved = Persist ? ToSave(context, after, after.Method ?? context.Method ?? throw NotPersistable(chosen, context)) : null;
        var before = Session.Choice;
        var isApplied = chosen == AuthChoice.None || Apply(change);
        if (saved is not null)
            OrRestore(before, () => Save(saved));
        if (isAsked && isApplied)
            WriteHostLine($"In effect now: {AuthChange.InWords(context)}.");
        if (PassThru && isApplied)
            WriteObject(context);
    });

    private bool Apply(AuthChange change)
    {
        var description = string.Join(", ", Describe(change.Change));
        if (!ShouldProcess("this session", $"Use {description}"))
            return false;
        if (Session.Choice.ApiKey is not null && change.After.ApiKey is null)
            WriteWarning("The key that was specified for the previous provider, method or endpoint is cleared. Specify -ApiKey, or set a key in the environment.");
        change.Apply();
        WriteVerbose($"The next request uses {description}.");
        if (change.Context.Failure is { } failure)
            WriteWarning(failure.Message);
        return true;
    }

    private AuthChoice Ask()
    {
        const string Next = "Specify one of -Method, -Provider, -BaseUrl, -Model, -ApiKey or -EnvSyntax; Get-QwenAuth shows what is in effect.";
        if (Interactivity.ReasonNotToPrompt(Host) is { } reason)
            throw QwenErrors.InvalidParameter($"No change was specified, and the session cannot prompt for one: {reason}.", Next);
        return new MethodMenu(new HostPrompts(Host)).Prompt(this) ?? throw QwenErrors.InvalidParameter("Nothing was chosen.", Next);
    }

    // A model of which no request could be sent is what the user has to correct.
    private static QwenException NotPersistable(AuthChoice change, AuthContext context) => change.Model is not null && context.Failure is { } failure
        ? failure
        : QwenErrors.InvalidParameter("No method is in effect that can be written to the settings.", "Specify one: Set-QwenAuth -Method OAuth -Persist");

    private static IEnumerable<string> Describe(AuthChoice change)
    {
        if (change.Method is { } method)
            yield return $"method {method}";
        if (change.Provider is { } provider)
            yield return $"provider {provider}";
        if (change.BaseUrl is { } baseUrl)
            yield return $"base URL {SecretMask.Url(baseUrl)}";
        if (change.Model is { } model)
            yield return $"model {model}";
        if (change.ApiKey is { } key)
            yield return $"key {key}";
        if (change.EnvSyntax is { } syntax)
            yield return $"syntax {syntax}";
    }
}
