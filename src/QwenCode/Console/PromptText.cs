using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>A prompt as it stays on the screen after it was sent.</summary>
internal static class PromptText
{
    private const string Mark = "> ";
    private const string Indentation = "  ";

    /// <summary>The rows of a prompt.</summary>
    /// <param name="text">The prompt.</param>
    /// <param name="size">The columns and rows of the terminal; of a longer prompt the beginning is shown.</param>
    /// <param name="style">The styles.</param>
    public static string Of(string text, (int Width, int Height) size, ConsoleStyle style)
    {
        var all = WordWrap.Of(ForeignText.Lines(text), size.Width - Indentation.Length).Split('\n');
        var most = Math.Max(1, size.Height - 2);
        var rows = all.Length <= most ? all : [.. all.Take(most - 1), style.Dim($"… and {all.Length - most + 1:N0} more lines")];
        return string.Join('\n', rows.Select((row, index) => index == 0 ? style.Bold(Mark) + row : Indentation + row));
    }
}
