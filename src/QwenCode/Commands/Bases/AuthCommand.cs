using System.Management.Automation;
using System.Security;
using QwenCode.ArgumentCompletion;
using QwenCode.Authentication;
using QwenCode.Conversion;
using QwenCode.Errors;

namespace QwenCode.Commands;

/// <summary>What <c>Connect-Qwen</c> and <c>Set-QwenAuth</c> share: method, model, and the conversion of their parameters to a choice.</summary>
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

    /// <summary>The model to use unless a command specifies another.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotBlank]
    public string? Model { get; set; }

    /// <summary>The choice from the parameters.</summary>
    /// <exception cref="QwenException">The key cannot be used (<c>InvalidApiKey</c>), or a parameter cannot be combined with the method (<c>InvalidParameter</c>).</exception>
    private protected AuthChoice Choose(SecureString? apiKey, string? provider, string? baseUrl)
    {
        if (Method is AuthMethod.OAuth or AuthMethod.Entra or AuthMethod.Environment)
            RejectWithMethod("ApiKey", "Provider");
        if (Method is AuthMethod.OAuth or AuthMethod.Environment)
            RejectWithMethod("BaseUrl");
        var choice = new AuthChoice
        {
            Method = Method,
            ApiKey = SessionSecret.From(this, apiKey, "ApiKey"),
            Provider = provider,
            BaseUrl = baseUrl,
            Model = Model,
        };
        return choice with { Method = choice.ImpliedMethod };
    }

    /// <summary>What is written of a choice, which the settings file can take.</summary>
    /// <exception cref="QwenException">The choice cannot be saved (<c>InvalidParameter</c>), or not in that file (<c>SettingsFileInvalid</c>).</exception>
    private protected ChoiceToSave ToSave(AuthContext context, AuthChoice choice, AuthMethod method, bool storesKey = false)
    {
        var environment = Environment();
        var saved = ChoiceToSave.Of(context, choice, method, environment, storesKey);
        SettingsWriter.EnsureTakes(environment.User, saved.Choice);
        return saved;
    }

    /// <summary>Writes a choice to the user's settings, if the user agrees.</summary>
    /// <param name="saved">The choice.</param>
    /// <param name="isKeyStored">Whether its key is stored, too.</param>
    private protected void Save(ChoiceToSave saved, bool isKeyStored = false)
    {
        var user = Environment().User;
        if (!ShouldProcess(user.SettingsPath, $"Set {saved.Choice}"))
            return;
        var path = Await(token => SettingsWriter.WriteAsync(user, saved.Choice, TimeProvider.System, token));
        WriteVerbose($"Wrote to {path}: {saved.Choice}.");
        if (isKeyStored)
            return;
        foreach (var warning in saved.Warnings(user))
            WriteWarning(warning);
    }

    /// <summary>Writes a choice; if that fails, the session has its choice from before again.</summary>
    /// <param name="before">The session's choice before.</param>
    /// <param name="write">Writes it.</param>
    private protected void OrRestore(AuthChoice before, Action write)
    {
        try
        {
            write();
        }
        catch
        {
            Session.Choice = before;
            throw;
        }
    }

    /// <summary>Rejects parameters that cannot be combined with the method.</summary>
    /// <exception cref="QwenException">One was specified (<c>InvalidParameter</c>).</exception>
    private protected void RejectWithMethod(params string[] parameters)
    {
        var given = parameters.Where(IsBound).Select(parameter => $"-{parameter}").ToList();
        if (given.Count > 0)
            throw QwenErrors.InvalidParameter($"{string.Join(", ", given)} cannot be combined with -Method {Method}.", "Leave out one or the other.");
    }

    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
