using QwenCode.Configuration;

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
        var nearest = names.Select(name => (Name: name, Edits: EditDistance.Between(letters, Letters(name)))).DefaultIfEmpty().MinBy(candidate => candidate.Edits);
        if (nearest.Name is not null && nearest.Edits <= letters.Length / LettersForOneEdit)
            return nearest.Name;
        return letters.Length < LettersForOneEdit ? null : names.FirstOrDefault(name => Letters(name).StartsWith(letters, StringComparison.Ordinal))
            ?? names.Where(name => letters.StartsWith(Letters(name), StringComparison.Ordinal)).MaxBy(name => name.Length);
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
