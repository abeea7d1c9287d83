using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>Copies what a command chose.</summary>
internal static class ClipboardCopy
{
    /// <summary>
    /// Copies a text to the clipboard, without the characters that the screen shows as escapes, which a terminal would obey when the text is pasted.
    /// A single line is copied without its line break, which would run it there.
    /// </summary>
    /// <param name="console">The console.</param>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is, for the report.</param>
    /// <exception cref="QwenException">There is no clipboard.</exception>
    public static void Run(ChatConsole console, string text, string what)
    {
        var drawn = ForeignText.Drawn(text, out var isWhole);
        var copied = drawn.IndexOf('\n', StringComparison.Ordinal) == drawn.Length - 1 ? drawn.TrimEnd('\n') : drawn;
        var end = isWhole ? "." : ", without its control and invisible characters.";
        if (console.Command.Await(token => Clipboard.TryCopyAsync(copied, token)))
            console.Screen.WriteNotice($"{what} was copied{end}");
        else if (Clipboard.Sequence(copied) is { } sequence && console.Screen.TrySend(sequence))
            console.Screen.WriteNotice($"{what} was sent to the terminal's clipboard{end}");
        else
            throw QwenErrors.NoClipboard();
    }
}
