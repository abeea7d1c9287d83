using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Configuration;
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
        var url = Providers.Default.BaseUrl!;
        var context = new AuthContext(new Endpoint
        {
            Method = AuthMethod.ApiKey,
            Provider = Providers.Default,
            Url = url,
            WrittenUrl = new SourcedValue(url.AbsoluteUri, new ValueSource(ValueSourceKind.Default, Providers.Default.Name)),
            Credential = new ApiKeyCredential(new Secret("a")),
            CredentialSource = "",
            Limiter = RequestLimiter.None,
            Requests = new RequestLog(TimeProvider.System),
        });
        return (await new ChatService(sender, TimeProvider.System).AskAsync(request, context, new CallOptions(), CancellationToken.None).ConfigureAwait(false)).Text;
    }
}
