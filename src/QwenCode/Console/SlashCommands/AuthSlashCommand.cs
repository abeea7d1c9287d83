using QwenCode.Errors;
using QwenCode.SignIn;

namespace QwenCode.Console;

/// <summary><c>/auth</c>.</summary>
internal sealed class AuthSlashCommand : SlashCommand
{
    private const string EntraSignIn = "To sign in from this console: !Connect-Qwen -Method Entra -BaseUrl https://<resource>.openai.azure.com -Model <deployment>";

    /// <inheritdoc/>
    public override string Name => "auth";

    /// <inheritdoc/>
    public override string Summary => "Changes how requests authenticate: key, sign-in, environment. The conversation continues.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        var command = console.Command;
        if (new MethodMenu(console.Input.Prompts, signsIn: true).Prompt(command) is not { } chosen)
        {
            console.Screen.WriteNotice("Nothing was changed.");
            return;
        }

        if (chosen.Method == AuthMethod.OAuth)
            new OAuthSignIn(command, new OAuthSignInOptions()).Run(command.Environment());
        var change = new AuthChange(command, chosen);

        // It is not what /auth can do, which is the console's advice otherwise.
        if (chosen.Method == AuthMethod.Entra && change.Context.Failure is { Id: ErrorId.NoAuthentication } failure)
            throw QwenErrors.InvalidParameter(failure.Event, EntraSignIn);
        change.EnsureUsable();
        console.Apply(change);
    }
}
