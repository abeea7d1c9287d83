using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using System.Net;
using QwenCode.Authentication;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Session;

/// <summary>Offers the methods as a menu of the host, with what is configured already marked.</summary>
internal sealed class MethodMenu(PSHostUserInterface ui)
{
    private static readonly (AuthMethod Method, string Label, string Help)[] Items =
    [
        (AuthMethod.ApiKey, "API &key", "An API key of an OpenAI-compatible service"),
        (AuthMethod.OAuth, "Qwen &OAuth", "The login of Qwen Code; Connect-Qwen -Method OAuth logs in"),
        (AuthMethod.Entra, "Microsoft E&ntra", "A login for Azure OpenAI; Connect-Qwen -Method Entra logs in"),
        (AuthMethod.Environment, "&Environment", "Whatever variables, .env and settings files say where you stand"),
    ];

    /// <summary>What the user chose; <see langword="null"/> where nothing was.</summary>
    /// <param name="current">What is in effect.</param>
    /// <param name="session">What the session was given.</param>
    public AuthChoice? Ask(AuthContext current, AuthChoice session)
    {
        var marked = session.ImpliedMethod ?? (current.Method is null ? null : AuthMethod.Environment);
        var choices = new Collection<ChoiceDescription>([.. Items.Select(i => new ChoiceDescription(i.Method == marked ? $"{i.Label} (in effect)" : i.Label, i.Help))]);
        var message = current.Method is null ? "Nothing is configured yet." : $"In effect: {current}, {current.CredentialInWords}.";
        var picked = ui.PromptForChoice("How should this session authenticate?", ForeignText.OneLine(message), choices, Math.Max(0, Array.FindIndex(Items, i => i.Method == marked)));
        if (picked < 0)
            return null;
        var choice = new AuthChoice { Method = Items[picked].Method };
        return choice.Method == AuthMethod.ApiKey ? choice with { ApiKey = AskKey(current) } : choice;
    }

    private Secret? AskKey(AuthContext current)
    {
        ui.Write(current is { Method: AuthMethod.ApiKey, KeySource: not null } ? "API key (leave it empty to keep the one in effect): " : "API key (leave it empty to use the environment's): ");
        var key = new NetworkCredential("", ui.ReadLineAsSecureString()).Password;
        return string.IsNullOrWhiteSpace(key) ? null : new Secret(key);
    }
}
