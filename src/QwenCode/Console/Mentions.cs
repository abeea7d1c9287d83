using System.Buffers;

namespace QwenCode.Console;

/// <summary>Finds the files that a prompt mentions as <c>@path</c> or <c>@"path with spaces"</c>.</summary>
internal static class Mentions
{
    private const string Trailing = ".,;:!?)]}'\"";

    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("./\\*?[");

    // Words of code begin with @, too, such as decorators and PowerShell's hashtables; so do accounts, such as @user@server.
    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create("(){}<>=;,|@");

    /// <summary>The paths, in order, each once.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="exists">Whether a path names a file. A word that does not is no mention; the sentence's punctuation after a path is not part of it.</param>
    public static IReadOnlyList<string> In(string prompt, Func<string, bool> exists) =>
        [.. Marked(prompt).Select(text => Candidates(text).FirstOrDefault(exists)).OfType<string>().Distinct()];

    /// <summary>The words that look like a mention and name no file, in order, each once, with their <c>@</c>.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="exists">Whether a path names a file.</param>
    /// <param name="isDirectory">Whether a path names a directory.</param>
    public static IReadOnlyList<string> Missing(string prompt, Func<string, bool> exists, Func<string, bool> isDirectory) =>
        [.. from text in Marked(prompt)
            let candidates = Candidates(text).ToList()
            where candidates.Count > 0 && !candidates.Exists(path => exists(path))
            let path = candidates[^1]
            where LooksLikePath(path) || isDirectory(path)
            group path by path into word
            select word.Key.Any(char.IsWhiteSpace) ? $"@\"{word.Key}\"" : $"@{word.Key}"];

    private static bool LooksLikePath(string text) =>
        text.AsSpan().IndexOfAny(PathCharacters) >= 0 && text.AsSpan().IndexOfAny(CodeCharacters) < 0;

    private static IEnumerable<string> Marked(string prompt)
    {
        for (var at = prompt.IndexOf('@', StringComparison.Ordinal); at >= 0; at = prompt.IndexOf('@', at + 1))
        {
            if (at == 0 || char.IsWhiteSpace(prompt[at - 1]))
                yield return prompt[(at + 1)..(prompt.IndexOf('\n', at) is >= 0 and var end ? end : prompt.Length)];
        }
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
