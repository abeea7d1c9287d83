using System.Text.Json;
using System.Text.Json.Serialization;

namespace QwenCode.Chat;

/// <summary>The JSON of one piece of a streamed completion as servers really send it.</summary>
internal sealed class CompletionChunk
{
    [JsonConverter(typeof(RepeatedStringConverter))]
    public string? Id { get; init; }

    [JsonConverter(typeof(RepeatedStringConverter))]
    public string? Model { get; init; }

    [JsonConverter(typeof(LooseNumberConverter))]
    public long? Created { get; init; }

    public List<ChunkChoice?>? Choices { get; init; }

    public CompletionUsage? Usage { get; init; }

    public JsonElement? Error { get; init; }
}

/// <summary>One answer's part in a piece; a server that answers without streaming sends a whole message.</summary>
internal sealed class ChunkChoice
{
    [JsonConverter(typeof(LooseNumberConverter))]
    public long? Index { get; init; }

    public CompletionMessage? Delta { get; init; }

    public CompletionMessage? Message { get; init; }

    [JsonConverter(typeof(LooseStringConverter))]
    public string? FinishReason { get; init; }
}
