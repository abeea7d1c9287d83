namespace QwenCode;

/// <summary>A part of a message: text, reasoning, an image, a file, a tool call or a tool result.</summary>
public abstract class ChatContent
{
    internal const string TextType = "text";
    internal const string ReasoningType = "reasoning";
    internal const string ImageType = "image";
    internal const string FileType = "file";
    internal const string ToolCallType = "tool_call";
    internal const string ToolResultType = "tool_result";

    private protected ChatContent()
    {
    }

    /// <summary>What it is: <c>text</c>, <c>reasoning</c>, <c>image</c>, <c>file</c>, <c>tool_call</c> or <c>tool_result</c>.</summary>
    public abstract string Type { get; }
}
