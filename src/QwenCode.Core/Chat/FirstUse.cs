using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Http;
using QwenCode.Secrets;

namespace QwenCode.Chat;

/// <summary>Has the runtime compile what a chat needs, on another thread than the one that prepares the first request.</summary>
internal static class FirstUse
{
    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="sender">Sends nothing out of the process, and answers itself.</param>
    /// <returns>The text of the answer.</returns>
    public static async Task<string> PrepareAsync(ISender sender)
    {
        var request = new ChatRequest { Conversation = Conversation.Empty.Add(new ChatMessage("user", "a")), Model = "m" };
        var context = new AuthContext(new RequestLog(TimeProvider.System))
        {
            Provider = Providers.Default.Name,
            ProviderInfo = Providers.Default,
            Endpoint = Providers.Default.BaseUrl,
            Credential = new ApiKeyCredential(new Secret("a")),
        };
        return (await new ChatService(sender, TimeProvider.System).AskAsync(request, context, new CallOptions(), CancellationToken.None).ConfigureAwait(false)).Text;
    }
}
