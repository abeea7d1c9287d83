using System.Globalization;
using System.Text.Json;
using QwenCode.Authentication;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Receiving;

namespace QwenCode.Batches;

/// <summary>The requests for the files and batches of one endpoint, with one set of options.</summary>
/// <param name="loop">Sends each request.</param>
/// <param name="endpoint">The endpoint and the credential.</param>
/// <param name="options">The options.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchService(RequestLoop loop, Endpoint endpoint, CallOptions options, TimeProvider time)
{
    // A file of the maximum size over a slow connection.
    private static readonly TimeSpan TransferTimeout = TimeSpan.FromHours(2);
    private static readonly TimeSpan StatusTimeout = TimeSpan.FromMinutes(2);

    private const string Purpose = "batch";

    /// <summary>The endpoint.</summary>
    public Endpoint Endpoint => endpoint;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>How the requests are carried out.</summary>
    public CallOptions Options => options;

    /// <summary>Uploads a file of requests, and returns the service's id of it.</summary>
    /// <exception cref="QwenException">The file cannot be read (<c>BatchFileInvalid</c>), or the request failed.</exception>
    public async Task<string> UploadAsync(string path, string name, CancellationToken cancellationToken)
    {
        // In the request, a file that is missing would look like a connection that was lost.
        await BatchFile.Open(path).DisposeAsync().ConfigureAwait(false);
        options.Activity?.Begin("Upload", endpoint.Url.Host, "response");
        var request = new ServiceRequest("POST", endpoint.Url, "files", default) { Upload = new FileUpload(path, name, Purpose) };
        using var deadline = Begin(TransferTimeout, cancellationToken);
        var call = new ServiceCall(endpoint, options, deadline, request);
        options.Log?.Invoke($"Uploading {name} to {call.Url} {endpoint.CredentialInWords}.");
        using var json = await SubmitAsync(call).ConfigureAwait(false);
        return ServiceJobReader.Id(json.RootElement, "id") ?? throw NoId(call);
    }

    /// <summary>The state of a file as the service reports it; <see langword="null"/> if it reports none.</summary>
    /// <exception cref="QwenException">The request failed.</exception>
    public async Task<string?> GetFileStatusAsync(string id, CancellationToken cancellationToken)
    {
        using var json = await SendAsync("GET", $"files/{id}", cancellationToken).ConfigureAwait(false);
        return ServiceJobReader.Text(json.RootElement, "status");
    }

    /// <summary>Creates a job. The request is sent again only after a response that proves that it was not carried out.</summary>
    /// <exception cref="QwenException">The request failed; whether a job was created is not known if <see cref="MayHaveSucceeded"/>.</exception>
    public async Task<ServiceJob> CreateAsync(BatchOrder order, CancellationToken cancellationToken)
    {
        ReportRequest();
        using var deadline = Begin(StatusTimeout, cancellationToken);
        var call = new ServiceCall(endpoint, options, deadline, "POST", "batches", order.ToJson()) { IsRepeatable = false, Model = order.Model };
        using var json = await SubmitAsync(call, order.InputFileId).ConfigureAwait(false);
        return Redacted(call, ServiceJobReader.Read(json.RootElement) ?? throw NoId(call));
    }

    /// <summary>Whether the service may have carried out a request in spite of this failure.</summary>
    public static bool MayHaveSucceeded(QwenRequestException failure) => failure.Id is ErrorId.ConnectionFailed or ErrorId.ServiceUnavailable
        or ErrorId.RequestTimedOut or ErrorId.IncompleteAnswer or ErrorId.ProtocolViolation or ErrorId.AnswerTooLarge or ErrorId.UnexpectedFailure;

    /// <summary>The state of a job.</summary>
    /// <exception cref="QwenException">The request failed.</exception>
    public async Task<ServiceJob> GetAsync(string id, CancellationToken cancellationToken)
    {
        ReportRequest();
        using var deadline = Begin(StatusTimeout, cancellationToken);
        var call = new ServiceCall(endpoint, options, deadline, "GET", $"batches/{id}");
        using var json = await Existing(SendAsync(call), call.Url).ConfigureAwait(false);
        var job = ServiceJobReader.Read(json.RootElement) ?? throw NoId(call);
        return job.Id == id ? Redacted(call, job) : throw QwenErrors.ProtocolViolation(call.Facts with { Detail = "it sent another batch than the requested one" });
    }

    /// <summary>The query for a list after a job.</summary>
    public static string Query(int limit, string? after) =>
        string.Create(CultureInfo.InvariantCulture, $"?limit={limit}{(after is null ? "" : $"&after={after}")}");

    /// <summary>A page of the list of jobs, the newest first.</summary>
    /// <param name="query">The query, with its question mark.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The jobs, and whether there are more.</returns>
    /// <exception cref="QwenException">The request failed.</exception>
    public async Task<(IReadOnlyList<ServiceJob> Jobs, bool HasMore)> ListAsync(string query, CancellationToken cancellationToken)
    {
        ReportRequest();
        using var deadline = Begin(StatusTimeout, cancellationToken);
        var call = new ServiceCall(endpoint, options, deadline, new ServiceRequest("GET", endpoint.Url, "batches", default) { Query = query });
        using var json = await SendAsync(call).ConfigureAwait(false);
        return ServiceJobReader.ReadList(json.RootElement, out var hasMore) is { } jobs ? ([.. jobs.Select(job => Redacted(call, job))], hasMore) : throw NoId(call);
    }

    /// <summary>Requests the cancellation of a job.</summary>
    /// <exception cref="QwenException">The request failed.</exception>
    public async Task CancelAsync(string id, CancellationToken cancellationToken)
    {
        ReportRequest();
        using var deadline = Begin(StatusTimeout, cancellationToken);
        var call = new ServiceCall(endpoint, options, deadline, "POST", $"batches/{id}/cancel");
        using var json = await Existing(SendAsync(call), call.Url).ConfigureAwait(false);
    }

    /// <summary>Deletes a file. One that does not exist counts as deleted.</summary>
    /// <exception cref="QwenException">The request failed.</exception>
    public async Task DeleteFileAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            using var json = await SendAsync("DELETE", $"files/{id}", cancellationToken).ConfigureAwait(false);
        }
        catch (QwenRequestException exception) when (exception.StatusCode is 404 or 410)
        {
        }
    }

    /// <summary>Writes the content of a file of the service to a stream.</summary>
    /// <param name="id">The file.</param>
    /// <param name="target">Where it is written; its content is replaced.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it is certain that the content is complete.</returns>
    /// <exception cref="QwenException">The request failed, or the content is incomplete.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task<bool> DownloadAsync(string id, FileStream target, CancellationToken cancellationToken)
    {
        options.Activity?.Begin("Download", endpoint.Url.Host, "file");
        var rule = new RetryRule(options.MaximumRetryCount, options.RetryInterval, time);
        for (var (attempts, retries) = (0, 0); ;)
        {
            using var deadline = Begin(TransferTimeout, cancellationToken);
            var call = new ServiceCall(endpoint, options, deadline, "GET", $"files/{id}/content") { EarlierAttempts = attempts, EarlierRetries = retries };
            options.Log?.Invoke($"Downloading {call.Url}.");
            target.SetLength(0);
            target.Position = 0;
            try
            {
                using var response = await loop.SendAsync(call, static response => Task.FromResult(response)).ConfigureAwait(false);
                return await new FileTransfer(call, time).CopyAsync(response, target).ConfigureAwait(false);
            }
            catch (QwenRequestException exception) when (exception.StatusCode is 404 or 410)
            {
                throw QwenErrors.BatchFileGone(call.Url);
            }
            catch (QwenRequestException exception) when (exception is { StatusCode: null, Id: ErrorId.IncompleteAnswer } && rule.DelayBefore(call.NextRetry, new HttpRequestException()) is { } pause)
            {
                call.ReportRetry(exception.ErrorId, pause);
                (attempts, retries) = (call.AllAttempts, call.NextRetry);
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<JsonDocument> SubmitAsync(ServiceCall call, string? fileId = null)
    {
        try
        {
            return await SendAsync(call).ConfigureAwait(false);
        }
        catch (QwenRequestException exception) when (SubmissionFailure.Of(exception, call, fileId) is { } failure)
        {
            throw failure;
        }
    }

    private static async Task<JsonDocument> Existing(Task<JsonDocument> response, string url)
    {
        try
        {
            return await response.ConfigureAwait(false);
        }
        catch (QwenRequestException exception) when (exception.StatusCode is 404 or 410)
        {
            throw QwenErrors.BatchGone(url);
        }
    }

    private async Task<JsonDocument> SendAsync(string method, string path, CancellationToken cancellationToken)
    {
        ReportRequest();
        using var deadline = Begin(StatusTimeout, cancellationToken);
        return await SendAsync(new ServiceCall(endpoint, options, deadline, method, path)).ConfigureAwait(false);
    }

    private Task<JsonDocument> SendAsync(ServiceCall call) => loop.SendAsync(call, async response =>
    {
        var body = new BufferedResponse(response, await BodyReader.ReadAsync(response.Content, options.MaximumAnswer, call.Deadline.Token).ConfigureAwait(false));
        var document = Parse(call, body);
        response.Dispose();
        return document;
    });

    private static JsonDocument Parse(ServiceCall call, BufferedResponse body)
    {
        try
        {
            return JsonDocument.Parse(JsonRepair.Repair(body.Json));
        }
        catch (JsonException exception)
        {
            throw QwenErrors.ProtocolViolation(call.FactsOf(body) with { Detail = $"the response is not JSON: {ServiceErrorReader.Summarize(body)}", Cause = exception });
        }
    }

    // Some services echo the key in their errors, which are shown and kept.
    private static ServiceJob Redacted(ServiceCall call, ServiceJob job) =>
        call.ToRedact(call.Sent) is { } secret && job.Errors.Count > 0 ? job with { Errors = [.. job.Errors.Select(secret.Redact)] } : job;

    private static QwenRequestException NoId(ServiceCall call) =>
        QwenErrors.ProtocolViolation(call.Facts with { Detail = "its JSON has no batch or file with an id and a status" });

    private void ReportRequest() => options.Activity?.Begin("Batch request", endpoint.Url.Host, "response");

    private Deadline Begin(TimeSpan timeout, CancellationToken cancellationToken) => new(options.Timeout ?? timeout, time, cancellationToken);
}
