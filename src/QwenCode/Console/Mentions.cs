namespace QwenCode.Console;

/// <summary>Finds the files that a prompt mentions as <c>@path</c> or <c>@"path with spaces"</c>.</summary>
internal static class Mentions
{
    private const string Trailing = ".,;:!?)]}'\"";

    /// <summary>The paths, in order, each once.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="exists">Whether a path names a file. A word that does not is no mention; the sentence's punctuation after a path is not part of it.</param>
    public static IReadOnlyList<string> In(string prompt, Func<string, bool> exists)
    {
        var paths = new List<string>();
        for (var at = prompt.IndexOf('@', StringComparison.Ordinal); at >= 0; at = prompt.IndexOf('@', at + 1))
        {
            if (at > 0 && !char.IsWhiteSpace(prompt[at - 1]))
                continue;
            if (Candidates(prompt[(at + 1)..]).FirstOrDefault(exists) is { } path && !paths.Contains(path))
                paths.Add(path);
        }

        return paths;
    }

    private static IEnumerable<string> Candidates(string text)
    {
        if (text.StartsWith('"'))
        {
            if (text.IndexOf('"', 1) is > 1 and var end)
                yield return text[1..end];
            yield break;
        }

        var length = 0;
        while (length < text.Length && !char.IsWhiteSpace(text[length]))
            length++;
        for (; length > 0; length--)
        {
            yield return text[..length];
            if (!Trailing.Contains(text[length - 1], StringComparison.Ordinal))
                yield break;
        }
    }
}
