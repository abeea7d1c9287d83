using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QwenCode.Loopback;

/// <summary>Writes a whole <c>chat.completion</c>, and the members that chunks share with it.</summary>
internal static class CompletionJson
{
    public static byte[] Write(ChatAnswer answer) => JsonBytes.Object(json => Completion(json, answer));

    public static void Completion(Utf8JsonWriter json, ChatAnswer answer)
    {
        Envelope(json, answer, "chat.completion");
        switch (answer.Shape)
        {
            case AnswerShape.NoChoices:
                json.WriteStartArray("choices");
                json.WriteEndArray();
                break;
            case AnswerShape.NullChoices:
                json.WriteNull("choices");
                break;
            default:
                json.WriteStartArray("choices");
                Choice(json, answer);
                json.WriteEndArray();
                break;
        }

        Usage(json, answer);
    }

    public static void Envelope(Utf8JsonWriter json, ChatAnswer answer, string kind)
    {
        if (answer.Shape != AnswerShape.NoIdNoCreated)
            json.WriteString("id", answer.Id);
        json.WriteString("object", kind);
        if (answer.Shape == AnswerShape.CreatedAsString)
            json.WriteString("created", answer.Created.ToString(CultureInfo.InvariantCulture));
        else if (answer.Shape != AnswerShape.NoIdNoCreated)
            json.WriteNumber("created", answer.Created);
        json.WriteString("model", answer.Model);
    }

    public static void Usage(Utf8JsonWriter json, ChatAnswer answer)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", answer.PromptTokens);
        json.WriteNumber("completion_tokens", answer.CompletionTokens);
        json.WriteNumber("total_tokens", answer.PromptTokens + answer.CompletionTokens);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", 0);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", answer.ReasoningTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Content(Utf8JsonWriter json, AnswerShape shape, IEnumerable<string> pieces)
    {
        if (shape != AnswerShape.ContentParts)
        {
            json.WriteString("content", string.Concat(pieces));
            return;
        }

        json.WriteStartArray("content");
        foreach (var piece in pieces)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", piece);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Members(Utf8JsonWriter json, JsonObject members)
    {
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            if (value is null)
                json.WriteNullValue();
            else
                value.WriteTo(json);
        }
    }

    private static string[] Halves(string text)
    {
        var words = ChatAnswer.Words(text);
        return [string.Concat(words.Take(words.Length / 2)), string.Concat(words.Skip(words.Length / 2))];
    }

    private static void Choice(Utf8JsonWriter json, ChatAnswer answer)
    {
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        if (answer.HasNullContent)
            json.WriteNull("content");
        else
            Content(json, answer.Shape, answer.Shape == AnswerShape.ContentParts ? Halves(answer.Text) : [answer.Text]);
        if (answer.Reasoning is not null)
            json.WriteString("reasoning_content", answer.Reasoning);
        if (answer.Calls.Count > 0)
            Members(json, new() { ["tool_calls"] = ToolCallJson.Message(answer.Calls, answer.CallFormat) });
        json.WriteNull("refusal");
        json.WriteEndObject();
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", answer.FinishReason);
        json.WriteEndObject();
    }
}
