using QwenCode.Authentication;
using QwenCode.Commands;
using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode.SignIn;

/// <summary>A change of what a session uses, resolved before it is applied.</summary>
internal sealed class AuthChange
{
    private readonly QwenCommand _command;

    /// <summary>Resolves a change.</summary>
    /// <param name="command">A command of the session.</param>
    /// <param name="change">What changes.</param>
    /// <exception cref="QwenException">The configuration afterwards could not be used at all.</exception>
    public AuthChange(QwenCommand command, AuthChoice change)
    {
        _command = command;
        Change = change;
        After = command.Session.Choice.With(change);
        Context = command.Resolve(After);
        Context.EnsureConsistent();
    }

    /// <summary>What changes.</summary>
    public AuthChoice Change { get; }

    /// <summary>The session's choice afterwards.</summary>
    public AuthChoice After { get; }

    /// <summary>What a request would use afterwards.</summary>
    public AuthContext Context { get; }

    /// <summary>A choice, which takes a route of the settings if its model has one.</summary>
    /// <param name="command">A command of the session.</param>
    /// <param name="choice">The choice.</param>
    /// <exception cref="QwenException">The model has several routes, and none of them is selected (<c>InvalidParameter</c>).</exception>
    public static AuthChoice WithRoute(QwenCommand command, AuthChoice choice) =>
        choice.Model is not null && new RouteSelection(AuthChoice.None, AuthChoice.None, command.Environment()).Means(choice) ? choice with { TakesRoute = true } : choice;

    /// <summary>What a context uses, in words.</summary>
    public static string InWords(AuthContext context) =>
        context.Endpoint is { } endpoint ? $"{context}, model {context.Model ?? "none"}, {endpoint.CredentialInWords}" : "nothing that a request can use";

    /// <summary>Throws if no request could be sent afterwards.</summary>
    /// <exception cref="QwenException">The reason.</exception>
    public void EnsureUsable()
    {
        if (Context.Failure?.Id == ErrorId.NoAuthentication && _command.Session.Choice.HostOfKeyBeside(Change) is { } given)
            throw QwenErrors.KeyOfOtherEndpoint(UrlText.Authority(given), UrlText.Authority(BaseUrl.Parse(Change.BaseUrl!, "").Url));
        Context.EnsureUsable();
    }

    /// <summary>Applies it to the session.</summary>
    public void Apply() => _command.Session.Choice = After.For(Context);
}
