namespace QwenCode.Loopback;

/// <summary>What sets the formats apart outside the chunks of the calls.</summary>
internal static class ToolCallFormats
{
    private const int CallsPerAnswer = 128;

    public static ToolCallFormat Of(Dress dress) => dress switch
    {
        Dress.DashScope => ToolCallFormat.DashScope,
        Dress.Ollama => ToolCallFormat.Ollama,
        _ => ToolCallFormat.OpenAI,
    };

    public static string FinishReason(this ToolCallFormat format) =>
        format is ToolCallFormat.OllamaIndexZero or ToolCallFormat.OllamaNoIndex or ToolCallFormat.EmptyId or ToolCallFormat.Text ? "stop" : "tool_calls";

    /// <summary>Whether <c>content</c> is null, and not an empty text, beside calls without text.</summary>
    public static bool HasNullContent(this ToolCallFormat format) =>
        format is ToolCallFormat.OpenAI or ToolCallFormat.Interleaved or ToolCallFormat.VLlm or ToolCallFormat.VLlmWhole;

    /// <summary>An id in the way of the service.</summary>
    /// <param name="format">The format.</param>
    /// <param name="answer">The number of the answer.</param>
    /// <param name="position">The position of the call in the answer.</param>
    public static string IdOf(this ToolCallFormat format, int answer, int position)
    {
        var number = (answer * CallsPerAnswer) + position;
        return format switch
        {
            ToolCallFormat.EmptyId => string.Empty,
            ToolCallFormat.VLlm or ToolCallFormat.VLlmWhole => $"chatcmpl-tool-{number:x32}",
            ToolCallFormat.Ollama or ToolCallFormat.OllamaIndexZero or ToolCallFormat.OllamaNoIndex or ToolCallFormat.ObjectArguments => $"call_{number:x8}",
            _ => $"call_{number:x24}",
        };
    }
}
