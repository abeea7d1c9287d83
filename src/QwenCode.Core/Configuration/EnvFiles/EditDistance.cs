namespace QwenCode.Configuration;

/// <summary>Levenshtein's distance.</summary>
internal static class EditDistance
{
    /// <summary>The number of letters to insert, remove or replace that converts one text to the other; more than the limit if it is greater. For short texts.</summary>
    public static int Between(string a, string b, int limit = int.MaxValue)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > limit)
                return least;
        }

        return row[^1];
    }
}
