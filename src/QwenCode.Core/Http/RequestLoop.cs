using QwenCode.Receiving;

namespace QwenCode.Http;

/// <summary>
/// Sends a request: within the rate limit, with the credential, once more with another token if the service rejects the first, and again
/// as the <see cref="RetryRule"/> says. What fails for good is an error of the module.
/// </summary>
/// <param name="sender">Carries each attempt.</param>
/// <param name="time">The clock.</param>
/// <param name="trace">Shows bodies; <see langword="null"/> if nobody looks.</param>
internal sealed class RequestLoop(ISender sender, TimeProvider time, RequestTrace? trace = null)
{
    /// <summary>Sends a request and returns what is read from its response.</summary>
    /// <param name="call">The request.</param>
    /// <param name="read">Reads a response of success until no retry is possible any more; what it returns owns the response.</param>
    /// <exception cref="QwenException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public async Task<T> SendAsync<T>(ServiceCall call, Func<ServiceResponse, Task<T>> read)
        where T : class
    {
        var rule = new RetryRule(call.Options.MaximumRetryCount, call.Options.RetryInterval, time);
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
                if (call.Context.Limiter is { } limiter)
                    await limiter.AcquireAsync(call.ReportWait, cancellation).ConfigureAwait(false);
                call.BeginAttempt();
                if (call.Context.Credential is { } credential)
                    await call.AuthorizeAsync(credential, await call.GetSecretAsync(credential).ConfigureAwait(false)).ConfigureAwait(false);
                call.Options.Activity?.Sent();
                response = await sender.SendAsync(call.Request, cancellation).ConfigureAwait(false);
                if (response.IsSuccess)
                {
                    response = trace?.Record(call, response) ?? response;
                    var result = await read(response).ConfigureAwait(false);
                    response = null;
                    return result;
                }

                var refusal = new BufferedResponse(response, await BodyReader.ReadErrorAsync(response.Content, cancellation).ConfigureAwait(false));
                if (!isRenewed && await RenewAsync(call, refusal).ConfigureAwait(false))
                    (isRenewed, pause) = (true, TimeSpan.Zero);
                else
                    call.ReportRetry($"HTTP {refusal.Status}", pause = rule.DelayAfter(call.Attempts, refusal) ?? throw Final(call, refusal));
            }
            catch (HttpRequestException exception) when (response is null && rule.DelayAfter(call.Attempts, exception) is { } wait)
            {
                call.ReportRetry(exception.HttpRequestError.ToString(), pause = wait);
            }
            catch (QwenRequestException exception) when (rule.DelayAfter(call.Attempts, exception) is { } wait)
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

    // Once and never in a loop: a token that is rejected again was not merely old.
    private static async ValueTask<bool> RenewAsync(ServiceCall call, BufferedResponse refusal)
    {
        if (call.Context.Credential is not { } credential || call.Sent is not { } sent || !ServiceErrorReader.RefusesToken(refusal))
            return false;
        call.Options.Activity?.WaitForToken();
        if (!await credential.RenewAsync(sent, call.Deadline.Token).ConfigureAwait(false))
            return false;
        call.ReportRenewal(refusal.Status);
        return true;
    }

    private QwenRequestException Final(ServiceCall call, BufferedResponse refusal)
    {
        trace?.Response(call, refusal);
        return FailureClassifier.FromAnswer(call.Facts, refusal, time);
    }
}
