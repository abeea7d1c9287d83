using QwenCode.Catalogue;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Has the runtime compile what a chat needs, on another thread than the one that prepares the first request.</summary>
internal static class FirstUse
{
    /// <summary>Writes a request and reads an answer, neither of which leaves the process.</summary>
    /// <returns>The text of the answer.</returns>
    public static string Prepare()
    {
        var request = new ChatRequest { Conversation = Conversation.Empty.Add(new ChatMessage("user", "a", [], null)) };
        _ = ChatRequestWriter.Write(request, "m", Providers.Default);
        var body = """{"id":"1","model":"m","created":1,"choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""u8;
        var answer = new WireAnswer(200, "application/json", body.ToArray(), static _ => null);
        var choice = new ChoiceBuilder();
        choice.Take(AnswerReader.ReadCompletion(answer, new ServiceFailure { Endpoint = "https://localhost/" }).First!);
        choice.End();
        return choice.Text;
    }
}
