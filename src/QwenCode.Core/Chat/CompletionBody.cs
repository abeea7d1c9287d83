using System.Text.Json;
using System.Text.Json.Serialization;

namespace QwenCode.Chat;

/// <summary>What a completion and each piece of a streamed one have in common, as servers really send it: any member may lack, be null, or have a neighbouring type.</summary>
internal abstract class CompletionHead
{
    [JsonConverter(typeof(LooseStringConverter))]
    public string? Id { get; init; }

    [JsonConverter(typeof(LooseStringConverter))]
    public string? Model { get; init; }

    [JsonConverter(typeof(LooseNumberConverter))]
    public long? Created { get; init; }

    public CompletionUsage? Usage { get; init; }

    public JsonElement? Error { get; init; }
}

/// <summary>The JSON of a chat completion.</summary>
internal sealed class CompletionBody : CompletionHead
{
    public List<CompletionChoice?>? Choices { get; init; }
}

/// <summary>One of the answers in a completion.</summary>
internal sealed class CompletionChoice
{
    public CompletionMessage? Message { get; init; }

    [JsonConverter(typeof(LooseStringConverter))]
    public string? FinishReason { get; init; }
}

/// <summary>The message of an answer.</summary>
internal sealed class CompletionMessage
{
    [JsonConverter(typeof(ContentConverter))]
    public string? Content { get; init; }

    [JsonConverter(typeof(ContentConverter))]
    public string? ReasoningContent { get; init; }

    [JsonConverter(typeof(ContentConverter))]
    public string? Reasoning { get; init; }

    [JsonConverter(typeof(ContentConverter))]
    public string? Refusal { get; init; }
}

/// <summary>The token counts of a completion.</summary>
internal sealed class CompletionUsage
{
    [JsonConverter(typeof(LooseNumberConverter))]
    public long? PromptTokens { get; init; }

    [JsonConverter(typeof(LooseNumberConverter))]
    public long? CompletionTokens { get; init; }

    [JsonConverter(typeof(LooseNumberConverter))]
    public long? TotalTokens { get; init; }

    public CompletionTokenDetails? PromptTokensDetails { get; init; }

    public CompletionTokenDetails? CompletionTokensDetails { get; init; }
}

/// <summary>What the token counts are made of.</summary>
internal sealed class CompletionTokenDetails
{
    [JsonConverter(typeof(LooseNumberConverter))]
    public long? CachedTokens { get; init; }

    [JsonConverter(typeof(LooseNumberConverter))]
    public long? ReasoningTokens { get; init; }
}

/// <summary>The JSON of a list of models.</summary>
internal sealed class ModelListBody
{
    public List<ModelBody?>? Data { get; init; }

    public JsonElement? Error { get; init; }
}

/// <summary>One model of a list.</summary>
internal sealed class ModelBody
{
    [JsonConverter(typeof(LooseStringConverter))]
    public string? Id { get; init; }

    [JsonConverter(typeof(LooseStringConverter))]
    public string? OwnedBy { get; init; }

    [JsonConverter(typeof(LooseNumberConverter))]
    public long? Created { get; init; }
}

/// <summary>The source-generated reader of these bodies.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CompletionBody))]
[JsonSerializable(typeof(CompletionChunk))]
[JsonSerializable(typeof(ModelListBody))]
internal sealed partial class WireJson : JsonSerializerContext;
