using System.Text.Json.Serialization;

namespace QwenCode.Chat;

/// <summary>The JSON of one piece of a streamed completion.</summary>
internal sealed class CompletionChunk : CompletionHead
{
    public List<ChunkChoice?>? Choices { get; set; }
}

/// <summary>One answer's part in a piece; a server that answers without streaming sends a whole message.</summary>
internal sealed class ChunkChoice
{
    public LooseNumber? Index { get; set; }

    public CompletionMessage? Delta { get; set; }

    public CompletionMessage? Message { get; set; }

    [JsonConverter(typeof(LooseStringConverter))]
    public string? FinishReason { get; set; }
}
