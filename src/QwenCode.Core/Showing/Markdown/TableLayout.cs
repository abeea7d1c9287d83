namespace QwenCode.Showing;

/// <summary>The widths of the columns of a table.</summary>
internal static class TableLayout
{
    /// <summary>The columns between two cells.</summary>
    public const int Gap = 3;

    private const int Least = 6;
    private const int MostColumns = 100;

    /// <summary>Fits the columns into a row: those that are narrower than their share stay, the others share what is left.</summary>
    /// <param name="natural">The width of each column whose cells are not wrapped.</param>
    /// <param name="limit">The most columns of a row.</param>
    /// <returns><see langword="null"/> if the columns would be too narrow to be read.</returns>
    public static int[]? Fit(int[] natural, int limit)
    {
        if (natural.Length > MostColumns)
            return null;
        var left = (long)limit - (Gap * (natural.Length - 1));
        if (natural.Sum(each => (long)each) <= left)
            return natural;
        if (left / natural.Length < Least)
            return null;
        var widths = (int[])natural.Clone();
        var order = Enumerable.Range(0, natural.Length).OrderBy(i => natural[i]).ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            var share = (int)(left / (order.Length - i));
            widths[order[i]] = Math.Min(natural[order[i]], share);
            left -= widths[order[i]];
        }

        return widths;
    }
}
