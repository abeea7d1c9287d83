namespace QwenCode.Catalogue;

/// <summary>A service of the table: one that this module sends requests to, or a foreign one whose keys it recognizes.</summary>
/// <param name="Name">The name, as <c>-Provider</c> takes it.</param>
/// <param name="Description">The vendor and location.</param>
/// <param name="BaseUrl">Its base URL; <see langword="null"/> if the user has to specify it, and for a foreign service.</param>
/// <param name="DefaultModel">The model if none is specified; <see langword="null"/> if there is none.</param>
/// <param name="KeyVariable">The variable for its key, before <c>OPENAI_API_KEY</c>.</param>
/// <param name="KeyPage">The page that creates keys.</param>
internal sealed record Provider(
    string Name, string Description, Uri? BaseUrl, string? DefaultModel, string KeyVariable, string KeyPage)
{
    /// <summary>Other names by which <c>-Provider</c> takes it: those of Qwen Code's <c>/auth</c>, and of its vendor.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>The vendor, whose rows differ in region or plan: a key of one does not work with another, but may be sent to it.</summary>
    public string Vendor { get => field ?? Name; init; }

    /// <summary>The prefixes of its keys.</summary>
    public IReadOnlyList<string> KeyPrefixes { get; init; } = [];

    /// <summary>Whether this module only recognizes its keys.</summary>
    public bool IsForeign { get; init; }

    /// <summary>The header for a key alone; <see langword="null"/> if it is sent as a bearer token.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Whether it is one of DashScope's hosts, which expect headers of their own.</summary>
    public bool IsDashScope { get; init; }

    /// <summary>Whether it is Azure, whose models are named by deployment.</summary>
    public bool IsAzure { get; init; }

    /// <summary>Whether it is reached by Qwen OAuth and not by a key.</summary>
    public bool IsOAuth { get; init; }

    /// <summary>Whether it runs on the user's machine and needs no key.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether it takes the maximum number of tokens by OpenAI's newer name <c>max_completion_tokens</c>.</summary>
    public bool TakesMaxCompletionTokens { get; init; }

    /// <summary>The request members that control thinking.</summary>
    public ThinkingDialect Thinking { get; init; }

    /// <summary>Whether its models build on the reasoning of the messages that call tools, until the next prompt. Others may reject it.</summary>
    public bool TakesReasoningOfCalls => Thinking is ThinkingDialect.Type or ThinkingDialect.Adaptive or ThinkingDialect.Template;

    /// <summary>What its batches allow; <see langword="null"/> if it has none.</summary>
    public BatchRules? Batches { get; init; }

    /// <summary>The time that a request may take if the user sets no limit; <see langword="null"/> for the module's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What its base URL looks like if the user has to specify it.</summary>
    public string UrlExample { get; init; } = "";

    /// <summary>The endpoint, for messages.</summary>
    public string EndpointText => BaseUrl?.AbsoluteUri ?? "the endpoint that -BaseUrl specifies";
}
