using System.Runtime.CompilerServices;
using QwenCode.Http;
using QwenCode.Receiving;

namespace QwenCode.Chat;

/// <summary>The requests to a service: answers, whole or chunk by chunk, and its models.</summary>
internal sealed class ChatService
{
    private readonly RequestLoop _loop;
    private readonly TimeProvider _time;
    private readonly IChatClient _client;
    private readonly IChatClient _clientOfSeveral;

    /// <summary>A service behind a sender.</summary>
    /// <param name="sender">Carries each attempt.</param>
    /// <param name="time">The clock.</param>
    /// <param name="trace">Called with each body, from any thread, for <c>-Debug</c>; <see langword="null"/> for none.</param>
    public ChatService(ISender sender, TimeProvider time, Action<string>? trace = null)
    {
        _loop = new RequestLoop(sender, time, trace is null ? null : new RequestTrace(trace));
        _time = time;
        _client = new DemandFallback(new ChatClient(_loop, time));
        _clientOfSeveral = new ModelFallback(_client);
    }

    private ChatService(ChatService service, Func<IChatClient, IChatClient> decorate)
    {
        (_loop, _time) = (service._loop, service._time);
        _client = decorate(service._client);
        _clientOfSeveral = decorate(service._clientOfSeveral);
    }

    /// <summary>The service with a decorator around its client.</summary>
    public ChatService With(Func<IChatClient, IChatClient> decorate) => new(this, decorate);

    /// <summary>Sends a request and waits for the whole answer.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, no model is named, or the request failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ChatAnswer> AskAsync(ChatRequest request, AuthContext context, CallOptions options, CancellationToken cancellationToken)
    {
        var endpoint = context.EnsureUsable();
        options = options.Over(endpoint.Config);
        using var deadline = new Deadline(options.TimeoutAt(endpoint.Provider), _time, cancellationToken);
        var answer = await OpenAsync(new ChatCall(request, context, options, deadline, _time.GetTimestamp())).ConfigureAwait(false);
        return answer.Current.Answer!;
    }

    /// <summary>Sends a request and returns the answer chunk by chunk; the last chunk has the whole.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, no model is named, or the request failed; what had arrived is in it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async IAsyncEnumerable<ChatDelta> StreamAsync(
        ChatRequest request, AuthContext context, CallOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var endpoint = context.EnsureUsable();
        options = options.Over(endpoint.Config);
        using var deadline = new Deadline(options.TimeoutAt(endpoint.Provider), _time, cancellationToken);
        var answer = await OpenAsync(new ChatCall(request, context, options, deadline, _time.GetTimestamp()) { Stream = true }).ConfigureAwait(false);
        await using var ending = answer.ConfigureAwait(false);
        do
            yield return answer.Current;
        while (await answer.MoveNextAsync().ConfigureAwait(false));
    }

    /// <summary>Requests the models that the endpoint offers, in its order.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, or the request failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<IReadOnlyList<ModelInfo>> ListModelsAsync(AuthContext context, CallOptions options, CancellationToken cancellationToken)
    {
        var endpoint = context.EnsureUsable();
        using var deadline = new Deadline(options.TimeoutAt(endpoint.Provider), _time, cancellationToken);
        var call = new ServiceCall(endpoint, options, deadline, "GET", "models");
        options.Activity?.Begin("Model list request", "", "response");
        options.Log?.Invoke($"Listing the models at {call.Url} {endpoint.CredentialInWords}.");
        return await _loop.SendAsync(call, response => ReadModelsAsync(response, call)).ConfigureAwait(false);
    }

    private Task<DeltaReader> OpenAsync(ChatCall call) => (call.FallbackModels.Count == 0 ? _client : _clientOfSeveral).OpenAsync(call);

    private static async Task<IReadOnlyList<ModelInfo>> ReadModelsAsync(ServiceResponse response, ServiceCall call)
    {
        var limit = ReceiveLimits.ModelList(call.Options.MaximumAnswer);
        var body = new BufferedResponse(response, await BodyReader.ReadAsync(response.Content, limit, call.Deadline.Token).ConfigureAwait(false));
        var models = new List<ModelInfo>();
        foreach (var model in AnswerReader.ReadModels(body, call))
            models.Add(new ModelInfo(model.Id, model.OwnedBy, UnixTime.Read(model.Created), call.Endpoint.Provider.Name));
        response.Dispose();
        return models;
    }
}
