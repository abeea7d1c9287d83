namespace QwenCode.Loopback;

/// <summary>How a <see cref="LoopbackServer"/> behaves. Read at each request, so most values may change while it runs.</summary>
public sealed class LoopbackOptions
{
    /// <summary>The TCP port on 127.0.0.1; 0, the default, lets the system choose. Read at the start only.</summary>
    public int Port { get; set; }

    /// <summary>Serve TLS with a self-signed certificate made in memory. Default false. Read at the start only.</summary>
    public bool Https { get; set; }

    /// <summary>The service to resemble. Default <see cref="Dress.OpenAI"/>. Read at the start only.</summary>
    public Dress Dress { get; set; }

    /// <summary>The only key accepted, in <c>Authorization: Bearer</c> (or <c>api-key</c> as Azure OpenAI).
    /// Null, the default, accepts every request.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Ids that the model list offers.</summary>
    public IReadOnlyList<string> Models { get; set; } = ["qwen3.6-plus", "qwen3.7-max", "qwen3.6-flash", "coder-model", "gpt-4.1-mini"];

    /// <summary>Answer 404 to a model that <see cref="Models"/> lacks. Default false. <c>fault-NAME</c> and <c>deltas-N</c> always exist.</summary>
    public bool RejectUnknownModels { get; set; }

    /// <summary>Answer 400 to top-level members that OpenAI does not know, to <c>stream_options</c> without <c>stream</c>,
    /// to JSON mode without the word "json" in a message, and to malformed tool calls in messages even if the request offers
    /// no tools. Default false.</summary>
    public bool Strict { get; set; }

    /// <summary>Creates the answer's text. Default <see cref="EchoReply.Create"/>: "You said: " and the last user message,
    /// after tool calls their results, or a JSON object if <c>response_format</c> requests one.</summary>
    public Func<ChatRequestBody, string> Reply { get; set; } = EchoReply.Create;

    /// <summary>The tools that the model calls. Null, the default, for none.</summary>
    public ToolScript? ToolScript { get; set; }

    /// <summary>How the calls are written. Null, the default, for the format of <see cref="Dress"/>.</summary>
    public ToolCallFormat? ToolCallFormat { get; set; }

    /// <summary>The pause before each chat or model answer, scripted errors included. Default zero.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The pause between the deltas of a stream. Default zero. <c>deltas-N</c> ignores it.</summary>
    public TimeSpan DeltaDelay { get; set; }

    /// <summary>The share (0 to 1) of chat and model requests answered with 503 by chance. Default 0.</summary>
    public double FailureRate { get; set; }

    /// <summary>The seed of that chance. Default 1. Read at the start only.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Accept on chat and model endpoints the access tokens that the OAuth endpoints issued, and nothing
    /// else but <see cref="ApiKey"/> if that is set too. Default false.</summary>
    public bool RequireOAuth { get; set; }

    /// <summary>The OAuth endpoints' behaviour.</summary>
    public OAuthOptions OAuth { get; set; } = new();

    /// <summary>The rules of the batch service, the paths <c>files</c> and <c>batches</c>. Null, the default, for none: they answer 404.
    /// Read at the start only.</summary>
    public BatchRules? Batches { get; set; }

    /// <summary>The script of jobs until <see cref="BatchAuthority.Script"/> is set. Read at the start only.</summary>
    public BatchScript BatchScript { get; set; } = new();

    /// <summary>The clock of <see cref="RecordedRequest.ReceivedAt"/>, <c>created</c> and all expiry. Pauses are always real.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
