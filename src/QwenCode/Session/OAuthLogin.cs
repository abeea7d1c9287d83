using System.Net;
using QwenCode.Authentication;
using QwenCode.Environment;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Loading;
using QwenCode.OAuth;
using QwenCode.Pipeline;

namespace QwenCode.Session;

/// <summary>How a sign-in is carried out.</summary>
internal sealed record OAuthLoginOptions
{
    /// <summary>Signs in again even if a credential is cached.</summary>
    public bool Force { get; init; }

    /// <summary>Opens no browser.</summary>
    public bool NoBrowser { get; init; }

    /// <summary>Signs in even if nobody may be there to approve.</summary>
    public bool AllowNonInteractive { get; init; }

    /// <summary>The time limit of the sign-in.</summary>
    public TimeSpan Limit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The proxy to the sign-in service; <see langword="null"/> uses the system's.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The credential for the proxy.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>Nothing of the proxy, whose URL can hold a password.</summary>
    public override string ToString() => nameof(OAuthLoginOptions);
}

/// <summary>Signs a session in by OAuth: with the cached credential, or by approval on a web page.</summary>
internal sealed class OAuthLogin(QwenCommand command, PipelinePump pump, OAuthLoginOptions options)
{
    private const string Closed =
        "Qwen closed its free OAuth tier on 2026-04-15: the sign-in may succeed and requests still be rejected. API keys work: Connect-Qwen -ApiKey <key>";
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(1);

    /// <summary>Makes sure that a usable credential is stored.</summary>
    /// <exception cref="QwenException">There is none, and none can be obtained.</exception>
    public void Run(ResolvedEnvironment environment)
    {
        var server = OAuthLogins.ServerOf(environment);
        MethodSelection.EnsureAllowed(AuthMethod.OAuth, environment);
        var goBack = QwenSession.Logins.UseProxy(options.Proxy is null ? null : OAuthHttp.ProxyAt(options.Proxy), options.ProxyCredential);
        try
        {
            Run(environment, server);
        }
        catch
        {
            goBack();
            throw;
        }
    }

    private void Run(ResolvedEnvironment environment, OAuthServer server)
    {
        var flow = QwenSession.Logins.Flow(OAuthLogins.PathOf(environment), server, options.Limit);
        if (!options.Force && UseCached(flow, server) is { } cached)
        {
            command.WriteVerbose($"Using the cached credential: {cached}.");
            return;
        }

        if (Interactivity.Obstacle(command.Host) is { } obstacle && !options.AllowNonInteractive)
            throw QwenErrors.InteractiveLoginUnavailable(obstacle);
        if (!server.IsReplaced)
            command.WriteWarning(Closed);
        LogIn(flow, server);
    }

    private OAuthCredentials? UseCached(LoginFlow flow, OAuthServer server) => command.Await(
        RequestActivity.SignIn(server.BaseUri.IdnHost, "response"),
        token => flow.UseCachedAsync(why => pump.Post(() => command.WriteVerbose(why)), token));

    private void LogIn(LoginFlow flow, OAuthServer server)
    {
        var screen = new LoginScreen(command, server, () => ConnectorLoader.QrCode);
        using var renewal = TimeProvider.System.CreateTimer(_ => pump.Post(screen.RenewProgress), null, RenewalInterval, RenewalInterval);
        try
        {
            var credentials = command.Await(
                RequestActivity.SignIn(server.BaseUri.IdnHost, "response"),
                token => flow.LogInAsync(
                    authorization => pump.Post(() => Show(screen, authorization)),
                    wait => pump.Post(() => screen.ShowProgress(wait)),
                    token));
            command.WriteVerbose($"Signed in: {credentials}.");
            if (flow.Warning is { } warning)
                command.WriteWarning(warning);
        }
        finally
        {
            if (!pump.Token.IsCancellationRequested)
                screen.Complete();
        }
    }

    private void Show(LoginScreen screen, DeviceAuthorization authorization)
    {
        pump.Progress?.End();
        screen.Show(authorization, !options.NoBrowser);
    }
}
