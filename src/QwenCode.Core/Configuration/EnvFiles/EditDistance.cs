namespace QwenCode.Configuration;

/// <summary>The distance between two spellings: optimal string alignment.</summary>
internal static class EditDistance
{
    // As many as two known names take. Names of settings files have any length, and a long one would exhaust the stack.
    private const int MostOnStack = 256;

    /// <summary>
    /// The number of letters to insert, remove or replace, or of neighbors to swap, that converts one text to the other; more than the limit
    /// if it is greater. For short texts.
    /// </summary>
    public static int Between(string a, string b, int limit = int.MaxValue)
    {
        var length = b.Length + 1;
        Span<int> rows = 3 * length <= MostOnStack ? stackalloc int[MostOnStack] : new int[3 * length];
        var before = rows[..length];
        var last = rows.Slice(length, length);
        var row = rows.Slice(2 * length, length);
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        var leastOfLast = 0;
        for (var i = 1; i <= a.Length; i++)
        {
            var next = before;
            before = last;
            last = row;
            row = next;
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > limit && leastOfLast > limit)
                return least;
            leastOfLast = least;
        }

        return row[^1];
    }
}
