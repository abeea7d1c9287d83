using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Asks a service over a connector: deadline, errors, and the answer as an object.</summary>
internal sealed class ChatService(IConnector connector, TimeProvider time)
{
    /// <summary>Asks and waits for the whole answer.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, no model is named, or the request failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ChatAnswer> AskAsync(ChatRequest request, AuthContext context, CallOptions options, CancellationToken cancellationToken)
    {
        context.EnsureUsable();
        var model = request.Model ?? context.Model ?? throw QwenErrors.ModelRequired(context.Provider!, context.BaseUrl!.AbsoluteUri);
        var call = Call(context, options, model, ChatRequestWriter.Write(request, model, context.ProviderInfo!));
        var facts = Facts(context, call, "chat/completions");
        options.Log($"Asking {model} at {facts.Endpoint} with the key from {context.KeySource}.");

        var start = time.GetTimestamp();
        var answer = await SendAsync(call, facts, context, options, connector.CompleteChatAsync, cancellationToken).ConfigureAwait(false);
        var body = AnswerReader.ReadCompletion(answer, facts with { Attempts = call.Attempts });
        return MakeAnswer(body, request, context, model, call.Attempts, time.GetElapsedTime(start));
    }

    /// <summary>Asks for the models that the endpoint offers, in its order.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, or the request failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<IReadOnlyList<ModelInfo>> ListModelsAsync(AuthContext context, CallOptions options, CancellationToken cancellationToken)
    {
        context.EnsureUsable();
        var call = Call(context, options, "", default);
        var facts = Facts(context, call, "models");
        options.Log($"Listing the models of {facts.Endpoint} with the key from {context.KeySource}.");
        var answer = await SendAsync(call, facts, context, options, connector.ListModelsAsync, cancellationToken).ConfigureAwait(false);
        return [.. AnswerReader.ReadModels(answer, facts with { Attempts = call.Attempts })
            .Select(m => new ModelInfo(m.Id!, m.OwnedBy, UnixTime(m.Created), context.Provider!))];
    }

    private async Task<WireAnswer> SendAsync(
        WireCall call,
        ServiceFailure facts,
        AuthContext context,
        CallOptions options,
        Func<WireCall, CancellationToken, Task<WireAnswer>> send,
        CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        context.Requests.Add();
        WireAnswer answer;
        try
        {
            answer = await send(call, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw QwenErrors.RequestTimedOut(facts with { Attempts = call.Attempts, Cause = exception }, options.Timeout);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or AggregateException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw FailureClassifier.FromException(facts with { Attempts = call.Attempts }, exception);
        }

        answer = SecretRedaction.Apply(answer, call.ApiKey);
        return answer.Status is >= 200 and < 300
            ? answer
            : throw FailureClassifier.FromAnswer(facts with { Attempts = call.Attempts }, answer, time);
    }

    private WireCall Call(AuthContext context, CallOptions options, string model, ReadOnlyMemory<byte> body) => new()
    {
        BaseUrl = context.BaseUrl!,
        Model = model,
        ApiKey = context.ApiKey,
        Headers = ProviderHeaders.Of(context.ProviderInfo!),
        Body = body,
        Retry = new RetryRule(options.MaximumRetryCount, RetryRule.DefaultInterval, time),
        Log = options.Log,
    };

    private static ServiceFailure Facts(AuthContext context, WireCall call, string path) => new()
    {
        Endpoint = new UriBuilder(call.BaseUrl) { Path = $"{call.BaseUrl.AbsolutePath.TrimEnd('/')}/{path}", Query = "" }.Uri.AbsoluteUri,
        Model = call.Model,
        KeySource = context.KeySource ?? "",
    };

    private static ChatAnswer MakeAnswer(
        CompletionBody body, ChatRequest request, AuthContext context, string model, int attempts, TimeSpan duration)
    {
        var choice = body.Choices!.First(c => c?.Message is not null)!;
        var text = AnswerReader.TextOf(choice.Message!);
        return new ChatAnswer
        {
            Text = text,
            Reasoning = choice.Message!.ReasoningContent ?? choice.Message.Reasoning,
            Model = string.IsNullOrEmpty(body.Model) ? model : body.Model,
            RequestedModel = model,
            FinishReason = string.IsNullOrEmpty(choice.FinishReason) ? null : choice.FinishReason,
            Usage = UsageOf(body.Usage),
            Id = body.Id,
            CreatedAt = UnixTime(body.Created),
            Duration = duration,
            TimeToFirstToken = duration,
            Attempts = attempts,
            Provider = context.Provider!,
            Conversation = request.Conversation.Add(new ChatMessage("assistant", text)),
        };
    }

    private static TokenUsage? UsageOf(CompletionUsage? usage)
    {
        if (usage is null)
            return null;
        var (prompt, completion) = (usage.PromptTokens ?? 0, usage.CompletionTokens ?? 0);
        return new TokenUsage(
            prompt,
            completion,
            usage.TotalTokens ?? prompt + completion,
            usage.PromptTokensDetails?.CachedTokens,
            usage.CompletionTokensDetails?.ReasoningTokens);
    }

    private static DateTimeOffset? UnixTime(long? seconds) =>
        seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;
}
