using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Writes messages as the JSON of OpenAI's chat completions API.</summary>
/// <param name="json">Where they are written to.</param>
/// <param name="includeReasoning">Whether the reasoning is written, too.</param>
internal sealed class MessageWriter(Utf8JsonWriter json, bool includeReasoning)
{
    /// <summary>The result of a call that has none: services reject a call without a result, which would end the conversation.</summary>
    public const string NotRun = "The tool call was not run.";

    private readonly PendingToolCalls _pending = new();

    /// <summary>Whether the reasoning is written of the messages since the last prompt that call tools.</summary>
    public bool IncludesReasoningOfCalls { get; init; }

    /// <summary>Writes the messages as an array.</summary>
    public void Write(IReadOnlyList<ChatMessage> messages)
    {
        var lastPrompt = IncludesReasoningOfCalls ? messages.Count - 1 - messages.Reverse().TakeWhile(message => message.Role != "user").Count() : messages.Count;
        json.WriteStartArray();
        for (var i = 0; i < messages.Count; i++)
            Write(messages[i], i > lastPrompt);
        WriteNotRun();
        json.WriteEndArray();
    }

    private void Write(ChatMessage message, bool isOfLoop)
    {
        var results = message.ToolResults;
        foreach (var result in results)
            WriteResult(_pending.Take(result.CallId) ?? result.CallId ?? "", result.Text);
        if (results.Count > 0)
            return;
        WriteNotRun();
        var calls = message.ToolCalls;
        _pending.Begin(calls);
        json.WriteStartObject();
        json.WriteString("role", message.Role);
        WriteContent(message, calls.Count > 0);
        if ((includeReasoning || (isOfLoop && calls.Count > 0)) && message.Reasoning is { } reasoning)
            json.WriteString("reasoning_content", reasoning);
        if (calls.Count > 0)
            WriteCalls(calls);
        json.WriteEndObject();
    }

    private void WriteContent(ChatMessage message, bool mayBeNull)
    {
        if (message.AllContents.Any(content => content is ChatImage or ChatFile) || message.AllContents.Count(content => content is ChatText) > 1)
            WriteParts(message.AllContents);
        else if (mayBeNull && message.Text.Length == 0)
            json.WriteNull("content");
        else
            json.WriteString("content", message.Text);
    }

    private void WriteParts(IEnumerable<ChatContent> contents)
    {
        json.WriteStartArray("content");
        foreach (var content in contents)
        {
            switch (content)
            {
                case ChatText { Text.Length: > 0 } text:
                    json.WriteStartObject();
                    json.WriteString("type", "text");
                    json.WriteString("text", text.Text);
                    json.WriteEndObject();
                    break;
                case ChatImage image:
                    WritePart("image_url", "url", image.Url);
                    break;
                case ChatFile { Id: { } id }:
                    WritePart("file", "file_id", id);
                    break;
                case ChatFile file:
                    WritePart("file", "file_data", file.Url ?? "", "filename", file.Name);
                    break;
            }
        }

        json.WriteEndArray();
    }

    private void WritePart(string type, string name, string value, string? secondName = null, string? secondValue = null)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteStartObject(type);
        if (secondName is not null)
            json.WriteString(secondName, secondValue);
        json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteCalls(IReadOnlyList<ChatToolCall> calls)
    {
        json.WriteStartArray("tool_calls");
        foreach (var (call, id) in calls.Zip(_pending.SentIds))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", ToolName.Sent(call.Name));
            json.WriteString("arguments", SentArguments.Of(call.Arguments));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteNotRun()
    {
        foreach (var id in _pending.SentIds)
            WriteResult(id, NotRun);
        _pending.Clear();
    }

    private void WriteResult(string id, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", id);
        json.WriteString("content", text);
        json.WriteEndObject();
    }
}
