using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Writes the <c>chat.completion.chunk</c> objects of one stream.</summary>
internal sealed class ChunkJson(ChatAnswer answer, bool includeUsage)
{
    /// <summary>The first chunk: the role and no text.</summary>
    public byte[] Role() => Chunk(json =>
    {
        json.WriteString("role", "assistant");
        if (answer.HasNullContent)
            json.WriteNull("content");
        else
            CompletionJson.Content(json, answer.Shape, [string.Empty]);
    });

    public byte[] Reasoning(string piece) => Chunk(json =>
    {
        json.WriteNull("content");
        json.WriteString("reasoning_content", piece);
    });

    public byte[] Delta(string piece) => Chunk(json => CompletionJson.Content(json, answer.Shape, [piece]));

    public IEnumerable<byte[]> ToolCalls() =>
        ToolCallJson.Deltas(answer.Calls, answer.CallFormat).Select(delta => Chunk(json => CompletionJson.Members(json, delta)));

    public byte[] Finish() => Chunk(_ => { }, answer.FinishReason);

    public byte[] Usage() => JsonBytes.Object(json =>
    {
        CompletionJson.Envelope(json, answer, "chat.completion.chunk");
        if (answer.Shape == AnswerShape.NullChoices)
            json.WriteNull("choices");
        else
            EmptyChoices(json);
        CompletionJson.Usage(json, answer);
    });

    public byte[] NullChoices() => JsonBytes.Object(json =>
    {
        CompletionJson.Envelope(json, answer, "chat.completion.chunk");
        json.WriteNull("choices");
    });

    /// <summary>What Azure OpenAI sends before the first chunk.</summary>
    public static byte[] PromptFilterResults() => JsonBytes.Object(json =>
    {
        EmptyChoices(json);
        json.WriteNumber("created", 0);
        json.WriteString("id", string.Empty);
        json.WriteString("model", string.Empty);
        json.WriteString("object", string.Empty);
        json.WriteStartArray("prompt_filter_results");
        json.WriteStartObject();
        json.WriteNumber("prompt_index", 0);
        json.WriteStartObject("content_filter_results");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void EmptyChoices(Utf8JsonWriter json)
    {
        json.WriteStartArray("choices");
        json.WriteEndArray();
    }

    private byte[] Chunk(Action<Utf8JsonWriter> delta, string? finishReason = null) => JsonBytes.Object(json =>
    {
        CompletionJson.Envelope(json, answer, "chat.completion.chunk");
        if (answer.Shape == AnswerShape.NoChoices)
        {
            EmptyChoices(json);
        }
        else
        {
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("delta");
            delta(json);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", answer.Shape == AnswerShape.EmptyFinishReason ? string.Empty : finishReason);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (includeUsage)
            json.WriteNull("usage");
    });
}
