using System.Text.Json.Serialization;

namespace QwenCode.Chat;

/// <summary>The JSON of one piece of a streamed completion.</summary>
internal sealed class CompletionChunk : CompletionHead
{
    public List<ChunkChoice?>? Choices { get; init; }
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
