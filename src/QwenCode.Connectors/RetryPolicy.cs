using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.ExceptionServices;
using QwenCode.Chat;
using QwenCode.Receiving;

namespace QwenCode.Connectors;

/// <summary>Sends a request again as the call's <see cref="RetryRule"/> says, and counts and logs each attempt.</summary>
internal sealed class RetryPolicy : PipelinePolicy
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the connector only works asynchronously.</exception>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("The connector only works asynchronously.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        var policy = CallPolicy.Of(message);
        var call = policy.Call;
        var renewed = false;
        while (true)
        {
            await call.Admit(message.CancellationToken).ConfigureAwait(false);
            call.BeginAttempt();
            TimeSpan? pause;
            string outcome;
            try
            {
                await SendAsync(message, pipeline, currentIndex).ConfigureAwait(false);
                var response = message.Response!;
                policy.Refusal = null;
                if (!response.IsError)
                    return;
                var refusal = await ReadAsync(response, message.CancellationToken).ConfigureAwait(false);
                policy.Refusal = refusal;
                if (!renewed && await RenewAsync(call, refusal, message.CancellationToken).ConfigureAwait(false))
                {
                    renewed = true;
                    response.Dispose();
                    continue;
                }

                pause = call.Retry.DelayAfter(call.Attempts, refusal);
                outcome = $"HTTP {refusal.Status}";
            }
            catch (HttpRequestException exception) when (call.Retry.DelayAfter(call.Attempts, exception) is not null)
            {
                pause = call.Retry.DelayAfter(call.Attempts, exception);
                outcome = exception.HttpRequestError.ToString();
            }

            if (pause is not { } wait)
                return;
            call.ReportRetry(outcome, wait);
            message.Response?.Dispose();
            await Task.Delay(wait, call.Retry.Time, message.CancellationToken).ConfigureAwait(false);
        }
    }

    // Once and never in a loop: a token that is refused again was not merely old.
    private static async ValueTask<bool> RenewAsync(WireCall call, WireAnswer refusal, CancellationToken cancellationToken)
    {
        if (call.Credential is not { } credential || call.Sent is not { } sent || !ServiceErrorReader.RefusesToken(refusal))
            return false;
        call.Activity?.WaitForToken();
        if (!await credential.RenewAsync(sent, cancellationToken).ConfigureAwait(false))
            return false;
        call.Log?.Invoke($"Attempt {call.Attempts} failed (HTTP {refusal.Status}); the token was renewed; sending the request again.");
        return true;
    }

    private static async Task<WireAnswer> ReadAsync(PipelineResponse response, CancellationToken cancellationToken) =>
        response.ToAnswer(await BodyReader.ReadErrorAsync(response.ContentStream ?? Stream.Null, cancellationToken).ConfigureAwait(false));

    // The SDK's transport wraps what HttpClient throws.
    private static async ValueTask SendAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        try
        {
            await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
        }
        catch (ClientResultException exception) when (exception.InnerException is HttpRequestException cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }
}
