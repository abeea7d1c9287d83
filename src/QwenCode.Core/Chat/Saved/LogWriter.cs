using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Writes the lines of a saved conversation: first a header, then each event.</summary>
internal static class LogWriter
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    // A line has no line break: JSON escapes them.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>How each header begins.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"qwenCode\":"u8;

    /// <summary>The header.</summary>
    /// <param name="startedAt">When the conversation started.</param>
    /// <param name="workingDirectory">Its folder.</param>
    public static byte[] Header(DateTimeOffset startedAt, string workingDirectory) => Line(json =>
    {
        json.WriteNumber("qwenCode", Version);
        json.WriteString("startedAt", startedAt);
        json.WriteString("workingDirectory", workingDirectory);
    });

    /// <summary>A turn.</summary>
    /// <param name="at">The time.</param>
    /// <param name="messages">The messages that it adds.</param>
    /// <param name="answer">The answer; <see langword="null"/> if there is none.</param>
    /// <param name="host">The host that answered.</param>
    public static byte[] Turn(DateTimeOffset at, IEnumerable<ChatMessage> messages, ChatAnswer? answer, string? host) => Line(json =>
    {
        json.WriteString("at", at);
        if (answer is not null)
            WriteAnswer(json, answer);
        if (host is not null)
            json.WriteString("host", host);
        json.WritePropertyName("messages");
        SavedMessageWriter.Write(json, messages);
    });

    /// <summary>The replacement of all messages.</summary>
    /// <param name="at">The time.</param>
    /// <param name="messages">The messages that remain.</param>
    /// <param name="model">The model of the conversation so far.</param>
    public static byte[] Replacement(DateTimeOffset at, IEnumerable<ChatMessage> messages, string? model) => Line(json =>
    {
        json.WriteString("at", at);
        if (model is not null)
            json.WriteString("model", model);
        json.WriteBoolean("replace", true);
        json.WritePropertyName("messages");
        SavedMessageWriter.Write(json, messages);
    });

    private static void WriteAnswer(Utf8JsonWriter json, ChatAnswer answer)
    {
        json.WriteString("model", answer.RequestedModel);
        if (answer.Model != answer.RequestedModel)
            json.WriteString("answeredBy", answer.Model);
        json.WriteString("provider", answer.Provider);
        if (answer.Usage is not { } usage)
            return;
        json.WriteStartObject("usage");
        json.WriteNumber("promptTokens", usage.PromptTokens);
        json.WriteNumber("completionTokens", usage.CompletionTokens);
        json.WriteNumber("totalTokens", usage.TotalTokens);
        if (usage.CachedTokens is { } cached)
            json.WriteNumber("cachedTokens", cached);
        if (usage.ReasoningTokens is { } reasoning)
            json.WriteNumber("reasoningTokens", reasoning);
        json.WriteEndObject();
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }
}
