using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Writes the lines of a saved conversation: first a header, then each event.</summary>
internal static class LogWriter
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    /// <summary>The member with the version, with which each header begins.</summary>
    public const string VersionMember = "qwenCode";

    /// <summary>How each header begins.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"qwenCode\":"u8;

    /// <summary>The header.</summary>
    /// <param name="startedAt">When the conversation started.</param>
    /// <param name="workingDirectory">Its folder.</param>
    public static byte[] Header(DateTimeOffset startedAt, string workingDirectory) => JsonLine.Of(json =>
    {
        json.WriteNumber(VersionMember, Version);
        json.WriteString("startedAt", startedAt);
        json.WriteString("workingDirectory", workingDirectory);
    });

    /// <summary>A turn.</summary>
    /// <param name="at">The time.</param>
    /// <param name="messages">The messages that it adds.</param>
    /// <param name="answer">The answer; <see langword="null"/> if there is none.</param>
    /// <param name="host">The host that answered.</param>
    public static byte[] Turn(DateTimeOffset at, IEnumerable<ChatMessage> messages, ChatAnswer? answer, string? host) => JsonLine.Of(json =>
    {
        json.WriteString("at", at);
        if (answer is not null)
            WriteAnswer(json, answer);
        json.WriteOptional("host", host);
        json.WritePropertyName("messages");
        SavedMessageWriter.Write(json, messages);
    });

    /// <summary>The replacement of all messages.</summary>
    /// <param name="at">The time.</param>
    /// <param name="messages">The messages that remain.</param>
    /// <param name="model">The model of the conversation so far.</param>
    public static byte[] Replacement(DateTimeOffset at, IEnumerable<ChatMessage> messages, string? model) => JsonLine.Of(json =>
    {
        json.WriteString("at", at);
        json.WriteOptional("model", model);
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
        if (answer.Usage is { } usage)
            SavedAnswerWriter.WriteUsage(json, usage);
    }
}
