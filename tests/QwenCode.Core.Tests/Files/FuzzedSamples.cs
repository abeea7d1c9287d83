using System.Text;
using QwenCode.Batches;
using QwenCode.Chat;
using QwenCode.Core.Tests.Batches;

namespace QwenCode.Core.Tests.Files;

/// <summary>Valid files of every kind, as the module or a service writes them.</summary>
internal static class FuzzedSamples
{
    private const string Answered = """{"id":"r","custom_id":"1","response":{"status_code":200,"request_id":"q","body":{"id":"c","model":"m","created":1,"choices":[{"index":0,"message":{"role":"assistant","content":"hé 中","reasoning_content":"hm"},"finish_reason":"stop"},{"index":1,"message":{"role":"assistant","content":"other"},"finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}},"error":null}""";
    private const string Loose = """{"custom_id":2,"response":{"status_code":"200","body":"{\"choices\":[{\"message\":{\"content\":\"text\",\"tool_calls\":[{\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}"},"error":{}}""";
    private const string Limited = """{"custom_id":"3","response":{"status_code":429,"request_id":"","body":{"error":{"message":"slow down","type":"requests","code":"rate_limit_exceeded","param":null}}},"error":null}""";
    private const string Expired = """{"custom_id":"2","response":null,"error":{"code":"batch_expired","message":"This request could not be executed before the completion window expired."}}""";

    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Lines of results: whole, of a tolerant service, failed, and without an id.</summary>
    public static string Results { get; } = Lines(Loose, Answered, Limited, """{"custom_id":"x","error":"a text"}""");

    /// <summary>Lines of errors.</summary>
    public static string Errors { get; } = Lines(Expired, Limited);

    /// <summary>Lines of requests.</summary>
    public static string Requests { get; } = Lines([.. Enumerable.Range(1, 3).Select(Body)]);

    /// <summary>A ledger with each member.</summary>
    public static string Ledger { get; } = Text(LedgerJson.Write(Ledgers.Full));

    /// <summary>The files of a batch of two jobs that have ended.</summary>
    public static IReadOnlyList<(string Name, string Text)> ReceivedFiles { get; } =
    [
        ("batch.json", Text(LedgerJson.Write(Ledgers.Full with { Jobs = [.. Ledgers.Full.Jobs.Select(job => job with { Lines = job.Number == 1 ? 2 : 1 })] }))),
        ("1.requests.jsonl", Lines(Body(1), Body(2))),
        ("1.inputs.jsonl", Lines("\"one\"", """{"a":[1,null]}""")),
        ("1.output.jsonl", Lines(Loose, Answered)),
        ("1.errors.jsonl", Lines(Expired)),
        ("2.requests.jsonl", Lines(Body(3))),
        ("2.inputs.jsonl", Lines("3")),
        ("2.errors.jsonl", Lines(Limited)),
    ];

    /// <summary>The prompts of a checkpoint.</summary>
    public static IReadOnlyList<string> Prompts { get; } = ["eins 中文 👍", "zwei", "drei\nvier"];

    /// <summary>A checkpoint with an answer to each prompt, one of them rejected and given again.</summary>
    public static string Checkpoint { get; } = string.Concat(
    [
        Line(json => new CheckpointHeader("p", "c", "m", "o", "https://h/v1").Write(json)),
        Kept(Prompts[0]),
        Kept(Prompts[1]),
        Line(json =>
        {
            json.WriteString("key", KeyOf(Prompts[1]));
            json.WriteBoolean("rejected", value: true);
        }),
        Kept(Prompts[1]),
        Kept(Prompts[2]),
    ]);

    /// <summary>A saved conversation with a tool call, an image, and a turn that was undone.</summary>
    public static string Conversation { get; } = string.Concat(new[]
    {
        LogWriter.Header(Noon, "/w"),
        LogWriter.Turn(Noon, [new ChatMessage("system", "Be brief."), new ChatMessage("user", [new ChatText("hé"), new ChatImage("data:image/png;base64,AAAA", "photo.png")])], null, "h.example"),
        LogWriter.Turn(Noon, [new ChatMessage("assistant", [new ChatReasoning("hm"), new ChatToolCall("1", "f", "{}")]), new ChatMessage("tool", [new ChatToolResult("1", "ok")]), new ChatMessage("assistant", "中")], Answer(Request("one"), "one"), null),
        LogWriter.Replacement(Noon, [new ChatMessage("user", "two"), new ChatMessage("assistant", "Two.")], "m"),
        LogWriter.Turn(Noon, [new ChatMessage("user", "three"), new ChatMessage("assistant", "Three.")], Answer(Request("three"), "three"), "h.example"),
    }.Select(line => Encoding.UTF8.GetString(line)));

    /// <summary>The variables that <see cref="Settings"/> names.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string> { ["MINE"] = "sk-mine-0123456789abcdef", ["HOST"] = "dashscope.aliyuncs.com" };

    /// <summary>Settings with a model of each kind.</summary>
    public static string Settings => """
        {
          "$version": 3,
          "env": { "DASHSCOPE_API_KEY": "sk-0123456789abcdef0123456789abcdef", "NUMBER": 5 },
          "modelProviders": {
            "openai": [{ "id": "qwen3-max", "name": "Max", "baseUrl": "https://dashscope.aliyuncs.com/compatible-mode/v1", "envKey": "DASHSCOPE_API_KEY",
              "generationConfig": { "timeout": 60000, "maxRetries": 2, "samplingParams": { "temperature": 0.5, "max_tokens": 100 }, "extra_body": { "nested": { "a": [1, "${HOST}"] } },
                "customHeaders": { "X-Mine": "user-${HOST}" }, "reasoning": { "effort": "high", "budget_tokens": 500 } } }],
            "mine": [{ "id": "own", "baseUrl": "https://$HOST/v1", "envKey": "MINE" }], "anthropic": { "protocol": "anthropic", "models": [{ "id": "other", "imageOnly": true }] }
          },
          "providerProtocol": { "mine": "openai" }, "modelFallbacks": ["own", "other"],
          "modelPricing": { "qwen3-max": { "inputPerMillionTokens": 1.2, "outputPerMillionTokens": 6, "currency": "USD" } },
          "security": { "auth": { "selectedType": "openai", "apiKey": "$MINE", "baseUrl": "https://${HOST}/compatible-mode/v1" } },
          "model": { "name": "qwen3-max", "generationConfig": { "extra_body": { "top_k": 1 } } }
        }
        """;

    /// <summary>Settings of the flat layout, with comments.</summary>
    public static string FlatSettings => """
        {
          // the user's
          "selectedAuthType": "openai", /* and */ "model": "qwen3-max",
          "apiKey": "sk-0123456789abcdef0123456789abcdef",
          "baseUrl": "https://dashscope.aliyuncs.com/compatible-mode/v1",
        }
        """;

    /// <summary>The request with a prompt.</summary>
    public static ChatRequest Request(string prompt) => new() { Conversation = QwenCode.Conversation.Empty.Add(new ChatMessage("user", prompt)), Model = "m" };

    /// <summary>An answer to a request.</summary>
    public static ChatAnswer Answer(ChatRequest request, string text, bool hasOther = true) => new()
    {
        Text = text,
        Refusal = "no",
        OtherAnswers = hasOther ? [Answer(request, "other", hasOther: false)] : [],
        Model = "m-1",
        RequestedModel = "m",
        FinishReason = "stop",
        Usage = new TokenUsage(1, 2, 3, 4, 5),
        Id = "id",
        CreatedAt = Noon,
        Duration = TimeSpan.FromMilliseconds(1.5),
        Attempts = 2,
        Provider = "Custom",
        Conversation = request.Conversation.Add(new ChatMessage("assistant", [new ChatReasoning("thought"), new ChatText(text), new ChatToolCall("c1", "f", "{}")])),
    };

    private static string Body(int number) => $$$"""{"custom_id":"{{{number}}}","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"hé"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}}""";

    private static string Kept(string prompt) => Line(json =>
    {
        json.WriteString("key", KeyOf(prompt));
        SavedAnswerWriter.Write(json, Answer(Request(prompt), prompt), 1);
    });

    private static string KeyOf(string prompt) => $"{RequestHash.OfMessages(Request(prompt).Conversation.Messages):x32}";

    private static string Line(Action<System.Text.Json.Utf8JsonWriter> write) => Encoding.UTF8.GetString(JsonLine.Of(write));

    private static string Lines(params string[] lines) => string.Join('\n', lines) + "\n";

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
