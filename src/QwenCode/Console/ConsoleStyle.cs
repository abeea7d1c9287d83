using QwenCode.Pipeline;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>The console's own styles, by SGR sequences; each row of a styled text stands alone.</summary>
/// <param name="isStyled">Whether there are any.</param>
internal sealed class ConsoleStyle(bool isStyled)
{
    private const string Reset = "\u001B[0m";

    /// <summary>Whether there are any.</summary>
    public bool IsStyled => isStyled;

    /// <summary>Secondary text.</summary>
    public string Dim(string text) => Each(text, "\u001B[2m");

    /// <summary>Text that stands out.</summary>
    public string Bold(string text) => Each(text, "\u001B[1m");

    /// <summary>Errors.</summary>
    public string Error(string text) => Each(text, "\u001B[31m");

    /// <summary>The columns of a row, its styles not counted.</summary>
    public static int Cells(string row) => CellWidth.Of(ColorCodes.Remove(row));

    private string Each(string text, string begin) => !isStyled || text.Length == 0
        ? text
        : string.Join('\n', text.Split('\n').Select(row => row.Length == 0 ? row : $"{begin}{row}{Reset}"));
}
