using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Http;

namespace QwenCode.Chat;

/// <summary>Has the runtime compile what a chat needs, on another thread than the one that prepares the first request.</summary>
internal static class FirstUse
{
    /// <summary>Sends a request to nobody and reads its answer; neither leaves the process.</summary>
    /// <returns>The text of the answer.</returns>
    public static async Task<string> PrepareAsync()
    {
        var request = new ChatRequest { Conversation = Conversation.Empty.Add(new ChatMessage("user", "a", [], null)), Model = "m" };
        var context = new AuthContext(new RequestLog(TimeProvider.System)) { Provider = Providers.Default.Name, ProviderInfo = Providers.Default, Endpoint = Providers.Default.BaseUrl };
        return (await new ChatService(new Echo(), TimeProvider.System).AskAsync(request, context, new CallOptions(), CancellationToken.None).ConfigureAwait(false)).Text;
    }

    private sealed class Echo : ISender
    {
        public Task<ServiceResponse> SendAsync(ServiceRequest request, CancellationToken cancellationToken) => Task.FromResult<ServiceResponse>(new Response());
    }

    private sealed class Response : ServiceResponse
    {
        public override int Status => 200;

        public override Stream Content { get; } = new MemoryStream(
            """{"id":"1","model":"m","created":1,"choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""u8.ToArray());

        public override string? Header(string name) => null;

        public override void Dispose() => Content.Dispose();
    }
}
