using System.Text.Json.Serialization;

namespace QwenCode.Chat;

/// <summary>What a completion and each piece of a streamed one have in common, as servers really send it: any member may lack, be null, or have a neighbouring type.</summary>
internal abstract class CompletionHead
{
    [JsonConverter(typeof(RepeatedStringConverter))]
    public string? Id { get; set; }

    [JsonConverter(typeof(RepeatedStringConverter))]
    public string? Model { get; set; }

    public LooseNumber? Created { get; set; }

    public CompletionUsage? Usage { get; set; }

    [JsonConverter(typeof(ErrorConverter))]
    public string? Error { get; set; }
}

/// <summary>The JSON of a chat completion.</summary>
internal sealed class CompletionBody : CompletionHead
{
    public List<CompletionChoice?>? Choices { get; set; }
}

/// <summary>One of the answers in a completion.</summary>
internal sealed class CompletionChoice
{
    public CompletionMessage? Message { get; set; }

    [JsonConverter(typeof(LooseStringConverter))]
    public string? FinishReason { get; set; }
}

/// <summary>The message of an answer.</summary>
internal sealed class CompletionMessage
{
    [JsonConverter(typeof(ContentConverter))]
    public string? Content { get; set; }

    [JsonConverter(typeof(ContentConverter))]
    public string? ReasoningContent { get; set; }

    [JsonConverter(typeof(ContentConverter))]
    public string? Reasoning { get; set; }

    [JsonConverter(typeof(ContentConverter))]
    public string? Refusal { get; set; }
}

/// <summary>The token counts of a completion.</summary>
internal sealed class CompletionUsage
{
    public LooseNumber? PromptTokens { get; set; }

    public LooseNumber? CompletionTokens { get; set; }

    public LooseNumber? TotalTokens { get; set; }

    public CompletionTokenDetails? PromptTokensDetails { get; set; }

    public CompletionTokenDetails? CompletionTokensDetails { get; set; }
}

/// <summary>What the token counts are made of.</summary>
internal sealed class CompletionTokenDetails
{
    public LooseNumber? CachedTokens { get; set; }

    public LooseNumber? ReasoningTokens { get; set; }
}

/// <summary>The JSON of a list of models.</summary>
internal sealed class ModelListBody
{
    public List<ModelBody?>? Data { get; set; }

    [JsonConverter(typeof(ErrorConverter))]
    public string? Error { get; set; }
}

/// <summary>One model of a list.</summary>
internal sealed class ModelBody
{
    [JsonConverter(typeof(LooseStringConverter))]
    public string? Id { get; set; }

    [JsonConverter(typeof(LooseStringConverter))]
    public string? OwnedBy { get; set; }

    public LooseNumber? Created { get; set; }
}

/// <summary>The source-generated reader of these bodies.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CompletionBody))]
[JsonSerializable(typeof(CompletionChunk))]
[JsonSerializable(typeof(ModelListBody))]
internal sealed partial class WireJson : JsonSerializerContext;
