namespace QwenCode.Authentication;

/// <summary>Finds the name that was meant by a misspelled one.</summary>
internal static class Suggestion
{
    private const int MostLetters = 40;

    // A misspelling changes at most one letter of three.
    private const int LettersForOneEdit = 3;

    /// <summary>The nearest of the names, letters and digits compared alone and without case; <see langword="null"/> if none is near.</summary>
    /// <param name="typed">What was given.</param>
    /// <param name="names">The names that exist, the first of several that are equally near.</param>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        if (typed.Length > MostLetters)
            return null;
        var letters = Letters(typed);
        var nearest = names.Select(name => (Name: name, Edits: Edits(letters, Letters(name)))).MinBy(candidate => candidate.Edits);
        if (nearest.Name is not null && nearest.Edits <= letters.Length / LettersForOneEdit)
            return nearest.Name;
        return letters.Length < LettersForOneEdit ? null : names.FirstOrDefault(name => Letters(name).StartsWith(letters, StringComparison.Ordinal))
            ?? names.Where(name => letters.StartsWith(Letters(name), StringComparison.Ordinal)).MaxBy(name => name.Length);
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // Letters that are inserted, left out, replaced or swapped with their neighbour.
    private static int Edits(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            edits[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            edits[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(replaced, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }

        return edits[from.Length, to.Length];
    }
}
