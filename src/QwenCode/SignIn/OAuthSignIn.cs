using System.Net;
using QwenCode.Authentication;
using QwenCode.Commands;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Loading;
using QwenCode.OAuth;
using QwenCode.Session;

namespace QwenCode.SignIn;

/// <summary>The options of a sign-in.</summary>
internal sealed record OAuthSignInOptions
{
    /// <summary>Signs in again even if a credential is cached.</summary>
    public bool Force { get; init; }

    /// <summary>Opens no browser.</summary>
    public bool NoBrowser { get; init; }

    /// <summary>Signs in even if the session is not interactive.</summary>
    public bool AllowNonInteractive { get; init; }

    /// <summary>The time limit of the sign-in.</summary>
    public TimeSpan Limit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The proxy to the sign-in service; <see langword="null"/> uses the system's.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The credential for the proxy.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>Nothing of the proxy, whose URL can hold a password.</summary>
    public override string ToString() => nameof(OAuthSignInOptions);
}

/// <summary>Signs a session in by OAuth: with the cached credential, or by approval on a web page.</summary>
internal sealed class OAuthSignIn(QwenCommand command, OAuthSignInOptions options)
{
    private const string Closed =
        "Qwen closed its free OAuth tier on 2026-04-15: the sign-in may succeed and requests still be rejected. API keys work: Connect-Qwen -ApiKey <key>";
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(1);

    /// <summary>Ensures that a usable credential is stored.</summary>
    /// <exception cref="QwenException">There is none, and none can be obtained.</exception>
    public void Run(ResolvedEnvironment environment)
    {
        var server = OAuthCredentialCache.ServerOf(environment);
        MethodSelection.EnsureAllowed(AuthMethod.OAuth, environment);
        var restoreProxy = QwenSession.Credentials.UseProxy(options.Proxy is null ? null : OAuthHttp.ProxyAt(options.Proxy), options.ProxyCredential);
        try
        {
            Run(environment, server);
        }
        catch
        {
            restoreProxy();
            throw;
        }
    }

    private void Run(ResolvedEnvironment environment, OAuthServer server)
    {
        var flow = QwenSession.Credentials.Flow(OAuthCredentialCache.PathOf(environment), server, options.Limit);
        if (!options.Force && UseCached(flow, server) is { } cached)
        {
            command.WriteVerbose($"Using the cached credential: {cached}.");
            return;
        }

        if (Interactivity.ReasonNotToPrompt(command.Host) is { } reason && !options.AllowNonInteractive)
            throw QwenErrors.InteractiveLoginUnavailable(reason);
        if (!server.IsReplaced)
            command.WriteWarning(Closed);
        SignIn(flow, server);
    }

    private OAuthCredentials? UseCached(SignInFlow flow, OAuthServer server) => command.Await(
        RequestActivity.SignIn(server.BaseUri.IdnHost, "response"),
        token => flow.UseCachedAsync(reason => command.Pump.Post(() => command.WriteVerbose(reason)), token));

    private void SignIn(SignInFlow flow, OAuthServer server)
    {
        var screen = new SignInScreen(command, server, () => ConnectorLoader.QrCode);
        using var renewal = TimeProvider.System.CreateTimer(_ => command.Pump.Post(screen.RenewProgress), null, RenewalInterval, RenewalInterval);
        try
        {
            var credentials = command.Await(
                RequestActivity.SignIn(server.BaseUri.IdnHost, "response"),
                token => flow.SignInAsync(
                    authorization => command.Pump.Post(() => Show(screen, authorization)),
                    wait => command.Pump.Post(() => screen.ShowProgress(wait)),
                    token));
            command.WriteVerbose($"Signed in: {credentials}.");
            if (flow.Warning is { } warning)
                command.WriteWarning(warning);
        }
        finally
        {
            if (!command.Pump.IsStopped)
                screen.Complete();
        }
    }

    private void Show(SignInScreen screen, DeviceAuthorization authorization)
    {
        command.Pump.Progress?.End();
        screen.Show(authorization, !options.NoBrowser);
    }
}
