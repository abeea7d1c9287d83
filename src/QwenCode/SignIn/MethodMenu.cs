using QwenCode.Authentication;
using QwenCode.Commands;
using QwenCode.Showing;

namespace QwenCode.SignIn;

/// <summary>Offers the methods as a menu, those already configured marked.</summary>
/// <param name="prompts">Prompts the user.</param>
/// <param name="signsIn">Whether the caller signs in with OAuth if that is chosen.</param>
internal sealed class MethodMenu(Prompts prompts, bool signsIn = false)
{
    private static readonly (AuthMethod Method, string Label, string Help)[] Items =
    [
        (AuthMethod.ApiKey, "API &key", "An API key of an OpenAI-compatible service"),
        (AuthMethod.OAuth, "Qwen &OAuth", "Qwen Code's sign-in"),
        (AuthMethod.Entra, "Microsoft E&ntra", "A sign-in for Azure OpenAI; Connect-Qwen -Method Entra signs in"),
        (AuthMethod.Environment, "&Environment", "The variables, .env files and settings files that apply to the current directory"),
    ];

    private const string RouteLabel = "&Configured model";

    /// <summary>What the user chose; <see langword="null"/> if nothing.</summary>
    /// <param name="command">A command of the session.</param>
    public AuthChoice? Prompt(QwenCommand command)
    {
        var current = command.Resolve();
        return Prompt(current, command.Session.Choice, choice => command.Resolve(choice), [.. ConfiguredModels.Of(command.Environment(), current).Where(model => model.Status != ConfiguredModel.NotSupported)]);
    }

    private AuthChoice? Prompt(AuthContext current, AuthChoice session, Func<AuthChoice, AuthContext> resolve, IReadOnlyList<ConfiguredModel> routes)
    {
        var marked = session.ImpliedMethod ?? (current.Method is null ? null : AuthMethod.Environment);
        var choices = Items.Select(i => (i.Method == marked ? $"{i.Label} (in effect)" : i.Label, i.Method == AuthMethod.OAuth && !signsIn ? $"{i.Help}; Connect-Qwen -Method OAuth signs in" : i.Help)).ToList();
        if (routes.Count > 0)
            choices.Add((RouteLabel, "A model of modelProviders in the settings of Qwen Code"));
        var message = current.Endpoint is { } endpoint ? $"In effect: {current}, {endpoint.CredentialInWords}." : "Nothing is configured yet.";
        var picked = prompts.Choose("How should this session authenticate?", ForeignText.OneLine(message), choices, Math.Max(0, Array.FindIndex(Items, i => i.Method == marked)));
        if (picked < 0)
            return null;
        if (picked == Items.Length)
            return new RoutePrompt(prompts).Prompt(routes);
        var choice = new AuthChoice { Method = Items[picked].Method };
        return choice.Method == AuthMethod.ApiKey ? new EndpointPrompts(prompts, current, session, resolve).Prompt(choice) : choice;
    }
}
