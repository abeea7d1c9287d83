using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary>Copies what a command chose.</summary>
internal static class ClipboardCopy
{
    /// <summary>Copies a text to the clipboard.</summary>
    /// <param name="console">The console.</param>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is, for the report.</param>
    /// <exception cref="QwenException">There is no clipboard.</exception>
    public static void Run(ChatConsole console, string text, string what)
    {
        if (console.Command.Await(token => Clipboard.TryCopyAsync(text, token)))
            console.Screen.WriteNotice($"{what} was copied.");
        else if (Clipboard.Sequence(text) is { } sequence && console.Screen.TrySend(sequence))
            console.Screen.WriteNotice($"{what} was sent to the terminal's clipboard.");
        else
            throw QwenErrors.NoClipboard();
    }
}
