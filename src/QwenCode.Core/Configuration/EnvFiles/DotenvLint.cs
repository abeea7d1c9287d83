using QwenCode.Showing;

namespace QwenCode.Configuration;

/// <summary>Reports lines of a <c>.env</c> file that look as if something else was intended. No value is quoted.</summary>
internal static class DotenvLint
{
    // A file of a million bad lines must not fill the terminal.
    private const int MaximumLines = 20;

    // No key, URL or model is longer; what is longer is not a placeholder.
    private const int LongestPlaceholder = 200;

    /// <summary>The warnings for a file, a sentence each, in the order of its lines.</summary>
    /// <param name="assignments">The assignments that the reader found.</param>
    /// <param name="skippedLines">The lines that the reader ignored.</param>
    public static IEnumerable<string> Check(IReadOnlyList<DotenvAssignment> assignments, IEnumerable<int> skippedLines)
    {
        var skipped = skippedLines.Select(line => (Line: line, Text: "is not a NAME=value assignment and was ignored; a name cannot contain spaces."));
        var warnings = assignments.SelectMany(a => Warnings(a).Select(text => (a.Line, Text: text)));
        var found = skipped.Concat(warnings).OrderBy(d => d.Line).Select(d => $"Line {d.Line} {d.Text}").ToList();
        var named = found.Count > MaximumLines ? found[..MaximumLines].Append($"{found.Count - MaximumLines} more lines look wrong.") : found;
        return assignments.Count == 0
            ? named.Prepend("The file sets no variable, but still hides every .env file in parent directories and in the home directory.")
            : named;
    }

    private static IEnumerable<string> Warnings(DotenvAssignment assignment)
    {
        var (_, value, _, kind, raw) = assignment;
        var name = ForeignText.Name(assignment.Name);
        if (kind == DotenvValueKind.TruncatedByComment && !char.IsWhiteSpace(raw[^1]))
            yield return $"has an unquoted # that truncates the value of {name}; quote the value if the # belongs to it.";
        if (kind == DotenvValueKind.Unbalanced)
            yield return $"begins the value of {name} with a quote that is not closed at the end of a line; the quote is part of the value.";
        if (value.Contains('\r', StringComparison.Ordinal))
            yield return $"puts a carriage return into {name}: \\r in double quotes becomes one. Single quotes keep the text as it is.";
        if (value.Length <= LongestPlaceholder && Placeholder.Is(value))
            yield return $"sets {name} to what looks like a placeholder that was never replaced.";
        if (KnownVariables.Meant(assignment.Name) is { } meant)
            yield return $"sets {name}, which is not read. Did you mean {meant}?";
        if (value.Length == 0 && KnownVariables.Contains(assignment.Name))
            yield return $"sets {name} to an empty value, which counts as not set.";
    }
}
