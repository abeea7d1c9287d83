using System.Runtime.CompilerServices;
using QwenCode.Errors;
using QwenCode.Receiving;

namespace QwenCode.Chat;

/// <summary>Sends requests to a service over a connector: deadline, errors, and the answer as an object.</summary>
internal sealed class ChatService(IConnector connector, TimeProvider time)
{
    /// <summary>Sends a request and waits for the whole answer.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, no model is named, or the request failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ChatAnswer> AskAsync(ChatRequest request, AuthContext context, CallOptions options, CancellationToken cancellationToken)
    {
        var attempt = new ChatAttempt(request, context, options, time);
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        while (true)
        {
            try
            {
                return await AttemptAsync(attempt, options, deadline.Token, cancellationToken).ConfigureAwait(false);
            }
            catch (QwenRequestException exception) when (attempt.TryNext(exception))
            {
                await PauseAsync(attempt.Pause, attempt.Call, attempt.Facts, options, deadline.Token, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends a request and returns the answer chunk by chunk; the last chunk has the whole.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, no model is named, or the request failed; what had arrived is in it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async IAsyncEnumerable<ChatDelta> StreamAsync(
        ChatRequest request, AuthContext context, CallOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var attempt = new ChatAttempt(request, context, options, time);
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        var pieces = await BeginAsync(attempt, options, deadline.Token, cancellationToken).ConfigureAwait(false);
        await using var ending = pieces.ConfigureAwait(false);
        do
            yield return pieces.Current;
        while (await pieces.MoveNextAsync().ConfigureAwait(false));
    }

    /// <summary>Requests the models that the endpoint offers, in its order.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, or the request failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<IReadOnlyList<ModelInfo>> ListModelsAsync(AuthContext context, CallOptions options, CancellationToken cancellationToken)
    {
        context.EnsureUsable();
        var call = ChatAttempt.CallOf(context, options with { MaximumAnswer = ReceiveLimits.ModelList(options.MaximumAnswer) }, "", default, time);
        var facts = ChatAttempt.FactsOf(context, call, "models");
        options.Activity?.Begin("Model list request", "", "response");
        options.Log?.Invoke($"Listing the models at {facts.Endpoint} {context.CredentialInWords}.");
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        while (true)
        {
            TimeSpan pause;
            try
            {
                var answer = await SendAsync(call, facts, options, connector.ListModelsAsync, deadline.Token, cancellationToken).ConfigureAwait(false);
                return [.. AnswerReader.ReadModels(answer, facts with { Attempts = call.AllAttempts })
                    .Select(m => new ModelInfo(m.Id, m.OwnedBy, UnixTime.Read(m.Created), context.Provider!))];
            }
            catch (QwenRequestException exception) when (call.Retry.DelayAfter(call.Attempts, exception) is { } wait)
            {
                call.ReportRetry(exception.ErrorId, wait);
                pause = wait;
            }

            await PauseAsync(pause, call, facts, options, deadline.Token, cancellationToken).ConfigureAwait(false);
        }
    }

    // Retries and other variants of the request are made only here, before the first chunk is passed on.
    private async Task<IAsyncEnumerator<ChatDelta>> BeginAsync(
        ChatAttempt attempt, CallOptions options, CancellationToken deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            var pieces = PiecesAsync(attempt, options, deadline, cancellationToken).GetAsyncEnumerator(cancellationToken);
            try
            {
                // There is always a chunk: the last one has the answer, and an answer that lacks is an exception.
                await pieces.MoveNextAsync().ConfigureAwait(false);
                return pieces;
            }
            catch (QwenRequestException exception) when (attempt.TryNext(exception))
            {
                await PauseAsync(attempt.Pause, attempt.Call, attempt.Facts, options, deadline, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<ChatAnswer> AttemptAsync(ChatAttempt attempt, CallOptions options, CancellationToken deadline, CancellationToken cancellationToken)
    {
        var call = attempt.NextCall(stream: false);
        if (attempt.IsStreamed)
        {
            using var wire = await OpenAsync(call, attempt.Facts, options, deadline, cancellationToken).ConfigureAwait(false);
            return await attempt.CollectAsync(wire, deadline, cancellationToken).ConfigureAwait(false);
        }

        var answer = await SendAsync(call, attempt.Facts, options, connector.CompleteChatAsync, deadline, cancellationToken).ConfigureAwait(false);
        return await attempt.ReadAsync(answer, deadline, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<ChatDelta> PiecesAsync(
        ChatAttempt attempt, CallOptions options, CancellationToken deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = attempt.NextCall(stream: true);
        using var wire = await OpenAsync(call, attempt.Facts, options, deadline, cancellationToken).ConfigureAwait(false);
        await foreach (var delta in attempt.ReadStream(wire).ReadAsync(deadline, cancellationToken).ConfigureAwait(false))
            yield return delta;
    }

    private async Task<WireStream> OpenAsync(
        WireCall call, ServiceFailure facts, CallOptions options, CancellationToken deadline, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        var wire = await GuardAsync(
            () => connector.StreamChatAsync(call, either.Token), call, facts, options, deadline, cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfRefused(wire.Head, call, facts);
            return wire;
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    private async Task<WireAnswer> SendAsync(
        WireCall call,
        ServiceFailure facts,
        CallOptions options,
        Func<WireCall, CancellationToken, Task<WireAnswer>> send,
        CancellationToken deadline,
        CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        var answer = await GuardAsync(() => send(call, either.Token), call, facts, options, deadline, cancellationToken).ConfigureAwait(false);
        ThrowIfRefused(answer, call, facts);
        return answer;
    }

    private async Task PauseAsync(
        TimeSpan pause, WireCall call, ServiceFailure facts, CallOptions options, CancellationToken deadline, CancellationToken cancellationToken)
    {
        if (pause == TimeSpan.Zero)
            return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        await GuardAsync(PassAsync, call, facts, options, deadline, cancellationToken).ConfigureAwait(false);

        async Task<bool> PassAsync()
        {
            await Task.Delay(pause, time, either.Token).ConfigureAwait(false);
            return true;
        }
    }

    private static async Task<T> GuardAsync<T>(
        Func<Task<T>> send, WireCall call, ServiceFailure facts, CallOptions options, CancellationToken deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not QwenException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var f = facts with { Attempts = call.AllAttempts };
            throw deadline.IsCancellationRequested
                ? QwenErrors.RequestTimedOut(f with { Cause = NetworkFailures.Shown(exception) }, options.Timeout)
                : NetworkFailures.FromException(f, exception);
        }
    }

    private void ThrowIfRefused(WireAnswer answer, WireCall call, ServiceFailure facts)
    {
        if (answer.Status is < 200 or >= 300)
            throw FailureClassifier.FromAnswer(facts with { Attempts = call.AllAttempts }, answer, time);
    }
}
