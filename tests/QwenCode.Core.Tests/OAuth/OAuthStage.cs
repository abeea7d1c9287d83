using QwenCode.Loopback;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>A sign-in service on loopback, a clock, and a folder for the credential file.</summary>
internal sealed class OAuthStage : IAsyncDisposable
{
    private readonly HttpClient _http = OAuthHttp.Create();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qwencode-oauth-");

    private OAuthStage(LoopbackServer service, OAuthTestTime time)
    {
        Service = service;
        Time = time;
        Server = OAuthServer.Default.With(service.Origin.AbsoluteUri, "test", null);
        Transport = new OAuthTransport(_http, time);
        Flow = new DeviceFlow(Server, Transport);
        File = new CredentialFile(Path.Combine(Folder, CredentialFile.Name), time);
        Source = NewSource();
    }

    public LoopbackServer Service { get; }

    public OAuthOptions Script => Service.Options.OAuth;

    public OAuthTestTime Time { get; }

    public OAuthServer Server { get; }

    public OAuthTransport Transport { get; }

    public DeviceFlow Flow { get; }

    public string Folder => Path.Combine(_folder.FullName, "qwen");

    public CredentialFile File { get; }

    public TokenSource Source { get; }

    public IReadOnlyList<RecordedRequest> Requests => Service.Requests;

    public IEnumerable<RecordedRequest> TokenRequests => Requests.Where(r => r.Path.EndsWith("/token", StringComparison.Ordinal));

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<OAuthStage> StartAsync(bool https = false)
    {
        var time = new OAuthTestTime();
        return new OAuthStage(await LoopbackServer.StartAsync(new LoopbackOptions { TimeProvider = time, Https = https }), time);
    }

    /// <summary>As another process has it: the same file, nothing else in common.</summary>
    public TokenSource NewSource() => NewSource(Time);

    /// <summary>As <see cref="NewSource()"/>, with a clock of its own.</summary>
    public TokenSource NewSource(TimeProvider time) =>
        new(new CredentialFile(File.Path, time), new TokenRefresh(Server, () => Transport), time);

    /// <summary>A source for which something happens between the service's answer and its arrival.</summary>
    public TokenSource NewSource(Action onAnswer)
    {
        var transport = new OAuthTransport(new HttpClient(new AnswerHook(onAnswer)), Time);
        return new TokenSource(new CredentialFile(File.Path, Time), new TokenRefresh(Server, () => transport), Time);
    }

    /// <summary>Stores a credential of the service, valid for <paramref name="lifetime"/>.</summary>
    public OAuthCredentials StoreCredential(TimeSpan lifetime)
    {
        var issued = Service.OAuth.IssueTokens(lifetime);
        var credentials = new OAuthCredentials
        {
            AccessToken = new Secret(issued.AccessToken),
            RefreshToken = new Secret(issued.RefreshToken),
            ResourceUrl = issued.ResourceUrl,
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(issued.ExpiresAt.ToUnixTimeMilliseconds()),
        };
        File.Storage.Write(credentials);
        return credentials;
    }

    public OAuthCredentials StoreExpiredLogin() => StoreCredential(TimeSpan.FromMinutes(-1));

    public async Task<OAuthCredentials> SignInAsync(Action<DeviceWait>? onWait = null, CancellationToken? cancellation = null)
    {
        var authorization = await Flow.RequestAsync(cancellation ?? Cancellation);
        return await Flow.WaitForTokenAsync(authorization, onWait, cancellation ?? Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Service.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class AnswerHook(Action onAnswer) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            onAnswer();
            return response;
        }
    }
}
