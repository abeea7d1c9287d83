namespace QwenCode.Console;

/// <summary>The styles of the editor's rows.</summary>
internal static class Styles
{
    /// <summary>Bold text.</summary>
    public static string Bold(string text) => $"\u001B[1m{text}\u001B[0m";

    /// <summary>Dimmed text.</summary>
    public static string Dimmed(string text) => $"\u001B[2m{text}\u001B[0m";
}
