using QwenCode.Authentication;
using QwenCode.Errors;
using QwenCode.Secrets;

namespace QwenCode.Http;

/// <summary>A request on its way, with its attempts counted.</summary>
internal sealed class ServiceCall
{
    /// <summary>Prepares a request.</summary>
    /// <param name="context">Where it goes, and with which credential.</param>
    /// <param name="options">How it is carried out.</param>
    /// <param name="deadline">When it ends.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below the base URL.</param>
    /// <param name="body">The body, if there is one.</param>
    public ServiceCall(AuthContext context, CallOptions options, Deadline deadline, string method, string path, ReadOnlyMemory<byte> body = default)
    {
        Context = context;
        Options = options;
        Deadline = deadline;
        Request = new ServiceRequest(method, context.Endpoint!, path, body);
        ProviderHeaders.Add(Request.Headers, context.ProviderInfo!);
    }

    /// <summary>Where it goes, and with which credential.</summary>
    public AuthContext Context { get; }

    /// <summary>How it is carried out.</summary>
    public CallOptions Options { get; }

    /// <summary>When it ends.</summary>
    public Deadline Deadline { get; }

    /// <summary>What is sent.</summary>
    public ServiceRequest Request { get; }

    /// <summary>The requested model; empty for a request to none.</summary>
    public string Model { get; init; } = "";

    /// <summary>The key or token that the last attempt sent.</summary>
    public Secret? Sent { get; private set; }

    /// <summary>How many times the request has been sent so far in this variant.</summary>
    public int Attempts { get; private set; }

    /// <summary>How many times it was sent before, in other variants and to other models.</summary>
    public int EarlierAttempts { get; init; }

    /// <summary>How many times it has been sent in all.</summary>
    public int AllAttempts => EarlierAttempts + Attempts;

    /// <summary>The URL that it is sent to.</summary>
    public string Url => new UriBuilder(Request.BaseUrl) { Path = $"{Request.BaseUrl.AbsolutePath.TrimEnd('/')}/{Request.Path}", Query = "" }.Uri.AbsoluteUri;

    /// <summary>The facts for an error.</summary>
    public ServiceFailure Facts => new()
    {
        Endpoint = Url,
        Model = Context.ShownModel(Model),
        KeySource = Context.KeySource ?? "",
        Sent = () => Sent,
        IsAzure = Context.ProviderInfo is { IsAzure: true },
        Method = Context.Method ?? AuthMethod.ApiKey,
        Attempts = AllAttempts,
    };

    /// <summary>The facts for an error in a response.</summary>
    public ServiceFailure FactsOf(BufferedResponse answer) => Facts with { Status = answer.Status, RequestId = ServiceErrorReader.RequestIdOf(answer) };

    /// <summary>Counts an attempt that begins now.</summary>
    public void BeginAttempt()
    {
        Context.Requests.Add();
        Attempts++;
    }

    /// <summary>The key or token for the next attempt.</summary>
    public ValueTask<Secret> GetSecretAsync(Credential credential)
    {
        var getting = credential.GetAsync(Deadline.Token);
        if (!getting.IsCompletedSuccessfully)
            Options.Activity?.WaitForToken();
        return getting;
    }

    /// <summary>Puts the credential into the request. A warning about it comes first: it may end the command.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public async ValueTask AuthorizeAsync(Credential credential, Secret secret)
    {
        Sent = secret;
        if (credential.Warning is { } warning && Options.Warn is { } warn)
            await warn(warning, Deadline.Token).ConfigureAwait(false);
        var (header, value) = credential.Header(secret);
        Request.Headers[header] = value;
    }

    /// <summary>The error of the module for one of the network, or of what took part.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public QwenRequestException Failure(Exception exception) =>
        Deadline.Failure(Facts with { Cause = NetworkFailures.Shown(exception) }) ?? NetworkFailures.FromException(Facts, exception);

    /// <summary>Reports that the next attempt waits for the rate limit.</summary>
    public void ReportWait(TimeSpan wait) => Options.Activity?.WaitForRate(wait);

    /// <summary>Reports that the last attempt failed and the next one follows after a pause.</summary>
    /// <param name="reason">Why it failed, in a word or two.</param>
    /// <param name="pause">The pause.</param>
    public void ReportRetry(string reason, TimeSpan pause)
    {
        Options.Log?.Invoke($"Attempt {Attempts} failed ({reason}); retry {Attempts} of {Options.MaximumRetryCount} in {pause.TotalSeconds:0.###} s.");
        Options.Activity?.WaitToRetry(reason, Attempts, Options.MaximumRetryCount, pause);
    }

    /// <summary>Reports that the last attempt failed and the next one follows with another token.</summary>
    public void ReportRenewal(int status) =>
        Options.Log?.Invoke($"Attempt {Attempts} failed (HTTP {status}); the token was renewed; sending the request again.");
}
