using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using QwenCode.Authentication;
using QwenCode.Showing;

namespace QwenCode.SignIn;

/// <summary>Offers the methods as a menu of the host, those already configured marked.</summary>
internal sealed class MethodMenu(PSHostUserInterface ui)
{
    private static readonly (AuthMethod Method, string Label, string Help)[] Items =
    [
        (AuthMethod.ApiKey, "API &key", "An API key of an OpenAI-compatible service"),
        (AuthMethod.OAuth, "Qwen &OAuth", "Qwen Code's sign-in; Connect-Qwen -Method OAuth signs in"),
        (AuthMethod.Entra, "Microsoft E&ntra", "A sign-in for Azure OpenAI; Connect-Qwen -Method Entra signs in"),
        (AuthMethod.Environment, "&Environment", "The variables, .env files and settings files that apply to the current directory"),
    ];

    private const string RouteLabel = "&Configured model";

    /// <summary>What the user chose; <see langword="null"/> if nothing.</summary>
    /// <param name="current">What is in effect.</param>
    /// <param name="session">What the session has set.</param>
    /// <param name="routes">The models that the settings have routes for, without those that cannot be used.</param>
    public AuthChoice? Prompt(AuthContext current, AuthChoice session, IReadOnlyList<ConfiguredModel> routes)
    {
        var marked = session.ImpliedMethod ?? (current.Method is null ? null : AuthMethod.Environment);
        var choices = new Collection<ChoiceDescription>([.. Items.Select(i => new ChoiceDescription(i.Method == marked ? $"{i.Label} (in effect)" : i.Label, i.Help))]);
        if (routes.Count > 0)
            choices.Add(new ChoiceDescription(RouteLabel, "A model of modelProviders in the settings of Qwen Code"));
        var message = current.Endpoint is { } endpoint ? $"In effect: {current}, {endpoint.CredentialInWords}." : "Nothing is configured yet.";
        var picked = ui.PromptForChoice("How should this session authenticate?", ForeignText.OneLine(message), choices, Math.Max(0, Array.FindIndex(Items, i => i.Method == marked)));
        if (picked < 0)
            return null;
        if (picked == Items.Length)
            return new RoutePrompt(new ConsolePrompts(ui)).Prompt(routes);
        var choice = new AuthChoice { Method = Items[picked].Method };
        return choice.Method == AuthMethod.ApiKey ? new EndpointPrompts(ui, current, session).Prompt(choice) : choice;
    }
}
