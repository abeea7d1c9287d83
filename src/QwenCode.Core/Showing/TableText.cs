namespace QwenCode.Showing;

/// <summary>The lines of a table whose columns are wider than what they hold.</summary>
internal static class TableText
{
    private const int Gap = 2;

    /// <summary>The lines, with at most two blanks wherever all of them have more.</summary>
    public static IEnumerable<string> Narrow(IReadOnlyList<string> lines)
    {
        var width = lines.Count == 0 ? 0 : lines.Max(line => line.Length);
        var kept = new bool[width];
        for (var (column, blanks) = (0, 0); column < width; column++)
        {
            blanks = lines.All(line => column >= line.Length || line[column] == ' ') ? blanks + 1 : 0;
            kept[column] = blanks <= Gap;
        }

        return lines.Select(line => string.Concat(line.Where((_, column) => kept[column])));
    }
}
