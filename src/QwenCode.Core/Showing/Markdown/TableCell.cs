namespace QwenCode.Showing;

/// <summary>A cell of a table as it is shown, before it is aligned.</summary>
/// <param name="Rows">Its rows, each with its own styles.</param>
/// <param name="Cells">The columns of each row.</param>
internal sealed record TableCell(string[] Rows, int[] Cells)
{
    /// <summary>Renders the Markdown of a cell.</summary>
    /// <param name="text">The Markdown.</param>
    /// <param name="style">The style of all text.</param>
    /// <param name="width">The columns that it may take; <see langword="null"/> for one row.</param>
    public static TableCell Of(string text, TextStyles style, int? width)
    {
        var output = new StyledOutput();
        var wrap = new StyledWrap(output) { Width = width + 1 };
        var inline = new InlineReader(wrap) { Base = style };
        wrap.BeginLine(RowPrefix.None, RowPrefix.None);
        inline.Take(text);
        inline.End();
        wrap.EndLine();
        var rows = output.Take().TrimEnd('\n').Split('\n');
        return new TableCell(rows, Array.ConvertAll(rows, CellsOf));
    }

    // Only codes of styles are in the text.
    private static int CellsOf(string row)
    {
        var cells = 0;
        var isCode = false;
        foreach (var rune in row.EnumerateRunes())
        {
            if (rune.Value == '\u001B')
                isCode = true;
            else if (!isCode)
                cells += rune.IsAscii ? 1 : CellWidth.Of(rune);
            else if (rune.Value == 'm')
                isCode = false;
        }

        return cells;
    }
}
