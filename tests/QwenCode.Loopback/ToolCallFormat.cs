namespace QwenCode.Loopback;

/// <summary>How a service writes tool calls, above all in a stream. The answer ends with <c>"finish_reason": "tool_calls"</c> unless another is named.</summary>
public enum ToolCallFormat
{
    /// <summary>The first chunk of a call has index, id, type, name and <c>"arguments": ""</c>, the others index and a part of the arguments.
    /// One call after the other.</summary>
    OpenAI,

    /// <summary>As <see cref="OpenAI"/>, but the calls arrive at the same time: each chunk has a part of each call.</summary>
    Interleaved,

    /// <summary>The first chunk has id and name; the others have <c>"id": ""</c> and, in turn, <c>"name": ""</c> and <c>"name": null</c>;
    /// <c>content</c> is an empty text, later null.</summary>
    DashScope,

    /// <summary>As <see cref="DashScope"/>, but each chunk of a call repeats its id, as Qwen's vision models do.</summary>
    RepeatedId,

    /// <summary>Ids are <c>chatcmpl-tool-…</c>; the first chunk has the name and no arguments, so that a call without arguments never gets any.</summary>
    VLlm,

    /// <summary>As <see cref="VLlm"/>, but all calls are whole in one chunk with <c>"content": null</c>, as from parsers that wait for the end.</summary>
    VLlmWhole,

    /// <summary>Each call is whole in a chunk of its own; ids are <c>call_</c> and eight letters or digits.</summary>
    Ollama,

    /// <summary>As <see cref="Ollama"/>, but each call has the index 0, and the finish reason is <c>stop</c>, as in older versions.</summary>
    OllamaIndexZero,

    /// <summary>As <see cref="OllamaIndexZero"/>, but without an index, as in still older versions.</summary>
    OllamaNoIndex,

    /// <summary>As <see cref="OllamaIndexZero"/>, but each id is an empty text, as from Gemini: only whole arguments tell where a call ends.</summary>
    EmptyId,

    /// <summary>As <see cref="Ollama"/>, but the arguments are a JSON object and not a string, if they are JSON.</summary>
    ObjectArguments,

    /// <summary>The calls are in the text, each in <c>&lt;tool_call&gt;</c> tags, and the finish reason is <c>stop</c>: a service without a parser for its model.</summary>
    Text,
}
