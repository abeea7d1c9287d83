using QwenCode.Receiving;

namespace QwenCode.Http;

/// <summary>
/// Sends a request: within the rate limit, with the credential, once more with another token if the service rejects the first, and again
/// as <see cref="RetryRule"/> decides. A final failure is an error of the module.
/// </summary>
/// <param name="sender">Carries each attempt.</param>
/// <param name="time">The clock.</param>
/// <param name="trace">Shows bodies; <see langword="null"/> for none.</param>
internal sealed class RequestLoop(ISender sender, TimeProvider time, RequestTrace? trace = null)
{
    /// <summary>Sends a request and returns what is read from its response.</summary>
    /// <param name="call">The request.</param>
    /// <param name="read">Reads a successful response until no retry is possible any more; the result owns the response.</param>
    /// <exception cref="QwenException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public async Task<T> SendAsync<T>(ServiceCall call, Func<ServiceResponse, Task<T>> read)
        where T : class
    {
        var rule = new RetryRule(call.Options.MaximumRetryCount, call.Options.RetryInterval, time) { IsRepeatable = call.IsRepeatable };
        var cancellation = call.Deadline.Token;
        var pause = TimeSpan.Zero;
        var isRenewed = false;
        trace?.Request(call);
        while (true)
        {
            ServiceResponse? response = null;
            try
            {
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
                await call.Endpoint.Limiter.AcquireAsync(call.ReportWait, cancellation).ConfigureAwait(false);
                call.BeginAttempt();
                await call.AuthorizeAsync(await call.GetSecretAsync().ConfigureAwait(false)).ConfigureAwait(false);
                call.Options.Activity?.Sent();
                response = await sender.SendAsync(call.Request, cancellation).ConfigureAwait(false);
                if (response.IsSuccess)
                {
                    response = trace?.Record(call, response) ?? response;
                    var result = await read(response).ConfigureAwait(false);
                    response = null;
                    return result;
                }

                var failed = new BufferedResponse(response, await BodyReader.ReadErrorAsync(response.Content, cancellation).ConfigureAwait(false));
                if (!isRenewed && await RenewAsync(call, failed).ConfigureAwait(false))
                    (isRenewed, pause) = (true, TimeSpan.Zero);
                else
                    call.ReportRetry($"HTTP {failed.Status}", pause = rule.DelayBefore(call.NextRetry, failed) ?? throw Final(call, failed));
            }
            catch (HttpRequestException exception) when (response is null && rule.DelayBefore(call.NextRetry, exception) is { } wait)
            {
                call.ReportRetry(exception.HttpRequestError.ToString(), pause = wait);
            }
            catch (QwenRequestException exception) when (rule.DelayBefore(call.NextRetry, exception) is { } wait)
            {
                call.ReportRetry(exception.ErrorId, pause = wait);
                trace?.Request(call);
            }
            catch (Exception exception) when (exception is not QwenException)
            {
                throw call.Failure(exception);
            }
            finally
            {
                response?.Dispose();
            }
        }
    }

    // Once and never in a loop: a token that is rejected again had not merely expired.
    private static async ValueTask<bool> RenewAsync(ServiceCall call, BufferedResponse response)
    {
        if (call.Sent is not { } sent || !ServiceErrorReader.RejectsToken(response))
            return false;
        call.ReportTokenWait();
        if (!await call.Endpoint.Credential.RenewAsync(sent, call.Deadline.Token).ConfigureAwait(false))
            return false;
        call.ReportRenewal(response.Status);
        return true;
    }

    private QwenRequestException Final(ServiceCall call, BufferedResponse response)
    {
        trace?.Response(call, response);
        return FailureClassifier.FromResponse(call.Facts, response, time);
    }
}
