using QwenCode.Http;
using QwenCode.Receiving;

namespace QwenCode.Chat;

/// <summary>Sends chat requests and reads their answers, whole or as a stream.</summary>
internal sealed class ChatClient(RequestLoop loop, TimeProvider time) : IChatClient
{
    /// <inheritdoc/>
    public Task<DeltaReader> OpenAsync(ChatCall call)
    {
        var (endpoint, options, model) = (call.Endpoint, call.Options, call.Endpoint.ShownModel(call.Model));
        var body = ChatRequestWriter.Write(call.Request.Over(endpoint.Config), call.Model, endpoint.Provider, call.IsStreamed);
        var sent = new ServiceCall(endpoint, options, call.Deadline, "POST", "chat/completions", body)
        {
            Model = call.Model,
            EarlierAttempts = call.Last?.AllAttempts ?? 0,
            AttemptsWithOthers = call.AttemptsWithOthers,
        };
        call.Last = sent;
        options.Activity?.Begin("Chat request", model, "answer");
        options.Log?.Invoke($"Sending the request for {model} to {sent.Url} {endpoint.CredentialInWords}{(call.IsStreamed ? ", streamed" : "")}.");
        return loop.SendAsync(sent, response => call.IsStreamed ? ReadStreamAsync(response, response.Content, call) : ReadWholeAsync(response, call));
    }

    private async Task<DeltaReader> ReadWholeAsync(ServiceResponse response, ChatCall call)
    {
        var sent = call.Last!;
        var body = new BufferedResponse(response, await BodyReader.ReadAsync(response.Content, call.Options.MaximumAnswer, call.Deadline.Token).ConfigureAwait(false));

        // Some servers stream whether or not that was requested.
        if (EventStreamReader.HoldsEvents(body))
            return await ReadStreamAsync(response, new MemoryStream(body.Body.ToArray(), writable: false), call).ConfigureAwait(false);

        var completion = AnswerReader.ReadCompletion(body, sent.FactsOf);
        response.Dispose();
        var builder = BuilderOf(call);
        builder.TakeHead(completion);
        builder.TakeChoices(completion);
        builder.End();
        var duration = time.GetElapsedTime(call.Start);
        return new DeltaReader(new ChatDelta("", null, 0, builder.Build(sent.AllAttempts, duration, duration)));
    }

    // There is always a delta: the last one has the answer, and without an answer there is an exception. Until the first is passed on, a retry is possible.
    private async Task<DeltaReader> ReadStreamAsync(ServiceResponse response, Stream body, ChatCall call)
    {
        var deltas = new AnswerStream(response, body, BuilderOf(call), call.Last!, time, call.Start).ReadAsync().GetAsyncEnumerator();
        await deltas.MoveNextAsync().ConfigureAwait(false);
        var reader = new DeltaReader(deltas.Current, response, deltas);
        return call.Stream ? reader : await reader.CollectAsync().ConfigureAwait(false);
    }

    private static Func<Conversation> ConversationOf(ChatCall call)
    {
        // The conversation of this request: the call continues with further requests if the model calls tools.
        var conversation = call.Request.Conversation;
        return () => conversation;
    }

    private static AnswerBuilder BuilderOf(ChatCall call) => new(ConversationOf(call), call.Endpoint.Provider.Name, call.RequestedModel, call.Endpoint.ShownModel(call.Model));
}
