using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Errors;
using QwenCode.Receiving;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Http;

/// <summary>A request and its attempts.</summary>
internal sealed class ServiceCall
{
    private int _renewals;
    private bool _waitsForToken;

    /// <summary>Prepares a request.</summary>
    /// <param name="endpoint">The endpoint and the credential.</param>
    /// <param name="options">The options.</param>
    /// <param name="deadline">The deadline.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below the base URL.</param>
    /// <param name="body">The body, if there is one.</param>
    public ServiceCall(Endpoint endpoint, CallOptions options, Deadline deadline, string method, string path, ReadOnlyMemory<byte> body = default)
        : this(endpoint, options, deadline, new ServiceRequest(method, endpoint.Url, path, body))
    {
    }

    /// <summary>Prepares a request.</summary>
    /// <param name="endpoint">The endpoint and the credential.</param>
    /// <param name="options">The options.</param>
    /// <param name="deadline">The deadline.</param>
    /// <param name="request">What is sent, but for its headers.</param>
    public ServiceCall(Endpoint endpoint, CallOptions options, Deadline deadline, ServiceRequest request)
    {
        Endpoint = endpoint;
        Options = options;
        Deadline = deadline;
        Request = request;
        ProviderHeaders.Add(Request.Headers, endpoint.Provider);
        foreach (var header in endpoint.Config?.Headers ?? [])
            Request.Headers[header.Name] = header.Value.Value;
    }

    /// <summary>The endpoint and the credential.</summary>
    public Endpoint Endpoint { get; }

    /// <summary>The options.</summary>
    public CallOptions Options { get; }

    /// <summary>The deadline.</summary>
    public Deadline Deadline { get; }

    /// <summary>What is sent.</summary>
    public ServiceRequest Request { get; }

    /// <summary>The requested model; empty for a request to none.</summary>
    public string Model { get; init; } = "";

    /// <summary>Whether it may be carried out twice. If not, it is sent again only after a response that proves that it was not carried out.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>The key or token that the last attempt sent.</summary>
    public Secret? Sent { get; private set; }

    /// <summary>The secrets that are removed from what is shown of this request and its response.</summary>
    /// <param name="credential">The key or token, if it is known.</param>
    public Secret? ToRedact(Secret? credential) => Endpoint.Config is { Secrets: var others } ? (credential ?? new Secret("")).Beside(others) : credential;

    /// <summary>The number of attempts so far in this variant.</summary>
    public int Attempts { get; private set; }

    /// <summary>The number of attempts before, in other variants, to other models, or of the call that this one continues.</summary>
    public int EarlierAttempts { get; init; }

    /// <summary>How many of the earlier attempts were with other models.</summary>
    public int AttemptsWithOthers { get; init; }

    /// <summary>The number of all attempts.</summary>
    public int AllAttempts => EarlierAttempts + Attempts;

    /// <summary>The number of retries before, if this call continues a failed one.</summary>
    public int EarlierRetries { get; init; }

    /// <summary>The number of the next retry, from 1. An attempt with a renewed token is not a retry.</summary>
    public int NextRetry => EarlierRetries + Attempts - _renewals;

    /// <summary>The URL that it is sent to.</summary>
    public string Url => new UriBuilder(Request.BaseUrl) { Path = $"{Request.BaseUrl.AbsolutePath.TrimEnd('/')}/{Request.Path}", Query = "" }.Uri.AbsoluteUri;

    /// <summary>The facts for an error.</summary>
    public ServiceFailure Facts => new()
    {
        Endpoint = Url,
        WaitsForToken = _waitsForToken,
        Proxy = SystemProxy.Of(SystemProxy.Instance, Request.BaseUrl),
        Model = Endpoint.ShownModel(Model),
        KeySource = ForeignText.OneLine(Endpoint.CredentialSource),
        Sent = () => ToRedact(Sent),
        IsAzure = Endpoint.Provider.IsAzure,
        OtherProviders = Providers.Siblings(Endpoint.Provider),
        Method = Endpoint.Method,
        Attempts = AllAttempts,
        AttemptsWithOthers = AttemptsWithOthers,
    };

    /// <summary>The facts for an error in a response.</summary>
    public ServiceFailure FactsOf(BufferedResponse response) => Facts with { Status = response.Status, RequestId = ServiceErrorReader.RequestIdOf(response) };

    /// <summary>Counts an attempt that begins now.</summary>
    public void BeginAttempt()
    {
        Endpoint.Requests.Add();
        Attempts++;
    }

    /// <summary>The key or token for the next attempt.</summary>
    public ValueTask<Secret> GetSecretAsync()
    {
        var getting = Endpoint.Credential.GetAsync(Deadline.Token);
        if (!getting.IsCompletedSuccessfully)
            ReportTokenWait();
        return getting;
    }

    /// <summary>Reports that the next attempt waits for a token.</summary>
    public void ReportTokenWait()
    {
        _waitsForToken = true;
        Options.Activity?.WaitForToken();
    }

    /// <summary>Adds the credential to the request. A warning about it comes first: it may end the command.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public async ValueTask AuthorizeAsync(Secret secret)
    {
        Sent = secret;
        _waitsForToken = false;
        if (Endpoint.Credential.Warning is { } warning && Options.Warn is { } warn)
            await warn(warning, Deadline.Token).ConfigureAwait(false);
        if (Endpoint.Credential.Header(secret) is (var header, var value))
            Request.Headers[header] = value;
    }

    /// <summary>The module's error for an exception of the network or of the code that took part.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public QwenRequestException Failure(Exception exception) =>
        Deadline.Failure(Facts with { Cause = NetworkFailures.Shown(exception) }) ?? NetworkFailures.FromException(Facts, exception);

    /// <summary>Reports that the next attempt waits for the rate limit.</summary>
    public void ReportWait(TimeSpan wait) => Options.Activity?.WaitForRate(wait);

    /// <summary>Reports that the last attempt failed and the next one follows after a pause.</summary>
    /// <param name="reason">The reason, in a word or two.</param>
    /// <param name="pause">The pause.</param>
    public void ReportRetry(string reason, TimeSpan pause)
    {
        Options.Log?.Invoke($"Attempt {AllAttempts} failed ({reason}); retry {NextRetry} of {Options.MaximumRetryCount} in {pause.TotalSeconds:0.###} s.");
        Options.Activity?.WaitToRetry(reason, NextRetry, Options.MaximumRetryCount, pause);
    }

    /// <summary>Reports that the last attempt failed and the next one follows with another token.</summary>
    public void ReportRenewal(int status)
    {
        _renewals++;
        Options.Log?.Invoke($"Attempt {AllAttempts} failed (HTTP {status}); the token was renewed; sending the request again.");
    }
}
