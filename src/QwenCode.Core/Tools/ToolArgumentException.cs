namespace QwenCode.Tools;

/// <summary>Arguments of a call that a tool does not take. The message is for the model.</summary>
internal sealed class ToolArgumentException(string message) : Exception(message);
