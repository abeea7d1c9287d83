namespace QwenCode.Help;

/// <summary>A page is not written as it should be.</summary>
internal sealed class HelpFormatException(string message, string? file = null) : Exception(message)
{
    /// <summary>The page's file, if it is known.</summary>
    public string? File { get; } = file;
}
