namespace QwenCode.Loopback;

/// <summary>The service whose base path, error bodies and small habits the server takes on.</summary>
public enum Dress
{
    /// <summary><c>/v1</c>; errors as <c>{"error":{"message","type","param","code"}}</c>.</summary>
    OpenAI,

    /// <summary><c>/compatible-mode/v1</c>; OpenAI's errors with a <c>request_id</c>, and for overload and
    /// failures DashScope's own <c>{"code","message","request_id"}</c>.</summary>
    DashScope,

    /// <summary><c>/openai/v1</c>; the key may come in <c>api-key</c>, the gateway's errors hold code and message only,
    /// streams begin with a chunk of filter results.</summary>
    AzureOpenAI,

    /// <summary><c>/api/v1</c>; numeric error codes, comment lines in streams, 402 when the credit is exhausted.</summary>
    OpenRouter,

    /// <summary><c>/v1</c>; errors as <c>{"errors":{"message"},"request_id"}</c>.</summary>
    ModelScope,

    /// <summary><c>/v1</c>; OpenAI's errors with Ollama's texts and types.</summary>
    Ollama,
}

internal static class DressExtensions
{
    public static string BasePath(this Dress dress) => dress switch
    {
        Dress.DashScope => "/compatible-mode/v1",
        Dress.AzureOpenAI => "/openai/v1",
        Dress.OpenRouter => "/api/v1",
        _ => "/v1",
    };
}
