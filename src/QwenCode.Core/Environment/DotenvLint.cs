namespace QwenCode.Environment;

/// <summary>Says which lines of a <c>.env</c> file look as if they meant something else. No value is quoted.</summary>
internal static class DotenvLint
{
    // Whoever writes a file of a million bad lines is not to fill the terminal of whoever steps into its folder.
    private const int MostLines = 20;

    // No key, URL or model is longer; what is longer is no placeholder.
    private const int LongestPlaceholder = 200;

    /// <summary>The warnings for a file, a sentence each, in the order of its lines.</summary>
    /// <param name="assignments">What the reader made of the file.</param>
    /// <param name="skippedLines">The lines that the reader passed over.</param>
    public static IEnumerable<string> Check(IReadOnlyList<DotenvAssignment> assignments, IEnumerable<int> skippedLines)
    {
        var skipped = skippedLines.Select(line => (Line: line, Text: "is no assignment and was passed over; it needs the form NAME=value, with no blank inside the name."));
        var defects = assignments.SelectMany(a => Defects(a).Select(text => (a.Line, Text: text)));
        var found = skipped.Concat(defects).OrderBy(d => d.Line).Select(d => $"Line {d.Line} {d.Text}").ToList();
        var named = found.Count > MostLines ? found[..MostLines].Append($"Another {found.Count - MostLines} lines look wrong.") : found;
        return assignments.Count == 0
            ? named.Prepend("The file sets no variable, and still hides every .env file farther up and in the home directory.")
            : named;
    }

    private static IEnumerable<string> Defects(DotenvAssignment assignment)
    {
        var (name, value, _, kind, raw) = assignment;
        if (kind == DotenvValueKind.CutByComment && !char.IsWhiteSpace(raw[^1]))
            yield return $"has an unquoted # that cuts the value of {name} short; put the value in quotes if the # belongs to it.";
        if (kind == DotenvValueKind.Unbalanced)
            yield return $"begins the value of {name} with a quote that no quote at a line's end closes; the quote stays in the value.";
        if (value.Contains('\r', StringComparison.Ordinal))
            yield return $"gives {name} a carriage return: \\r in double quotes becomes one. Single quotes keep the text as it is.";
        if (value.Length <= LongestPlaceholder && Placeholder.Is(value))
            yield return $"gives {name} what looks like a placeholder that was never replaced.";
        if (KnownVariables.Meant(name) is { } meant)
            yield return $"sets {name}, which is not read; {meant} may be meant.";
        if (value.Length == 0 && KnownVariables.Contains(name))
            yield return $"sets {name} to nothing, which counts as not set.";
    }
}
