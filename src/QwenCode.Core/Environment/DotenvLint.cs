using System.Text.RegularExpressions;

namespace QwenCode.Environment;

/// <summary>Says which lines of a <c>.env</c> file look as if they meant something else. No value is quoted.</summary>
internal static partial class DotenvLint
{
    private const int FarthestMisspelling = 3;

    private static readonly string[] KnownNames =
    [
        "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "QWEN_MODEL", "QWEN_OAUTH", "QWEN_HOME", "QWEN_STRICT_ENV",
        "QWEN_OAUTH_BASE_URL", "QWEN_OAUTH_CLIENT_ID", "DASHSCOPE_API_KEY", "MODELSCOPE_API_KEY", "OPENROUTER_API_KEY",
        "BAILIAN_CODING_PLAN_API_KEY",
    ];

    /// <summary>The warnings for a file, a sentence each, in the order of its lines.</summary>
    /// <param name="assignments">What the reader made of the file.</param>
    /// <param name="skippedLines">The lines that the reader passed over.</param>
    public static IEnumerable<string> Check(IReadOnlyList<DotenvAssignment> assignments, IEnumerable<int> skippedLines)
    {
        if (assignments.Count == 0)
            yield return "The file sets no variable, and still hides every farther .env file.";
        foreach (var line in skippedLines)
            yield return $"Line {line} is no assignment and was passed over; a name takes letters, digits, '_', '.' and '-' and no blank.";
        foreach (var assignment in assignments)
        {
            foreach (var defect in Defects(assignment))
                yield return $"Line {assignment.Line}: {defect}";
        }
    }

    /// <summary>The known name that <paramref name="name"/> looks like a misspelling of; <see langword="null"/> where it is one itself or resembles none.</summary>
    public static string? MeantName(string name)
    {
        if (KnownNames.Contains(name, StringComparer.Ordinal))
            return null;
        var plain = Simplify(name);
        return KnownNames.FirstOrDefault(known => Simplify(known) == plain)
            ?? (plain.StartsWith("OPENAI", StringComparison.Ordinal) || plain.StartsWith("QWEN", StringComparison.Ordinal)
                ? KnownNames.FirstOrDefault(known => known[..4] == plain[..4] && Distance(Simplify(known), plain) <= FarthestMisspelling)
                : null);
    }

    private static IEnumerable<string> Defects(DotenvAssignment assignment)
    {
        var name = assignment.Name;
        if (assignment.Kind == DotenvValueKind.CutByComment && !char.IsWhiteSpace(assignment.RawValue[^1]))
            yield return $"an unquoted # cuts the value of {name} short; put the value in quotes if the # belongs to it.";
        if (assignment.Kind == DotenvValueKind.Unbalanced)
            yield return $"the value of {name} begins with a quote that nothing closes, and keeps it.";
        if (assignment.Value.Contains('\r', StringComparison.Ordinal))
            yield return $"the value of {name} contains a carriage return.";
        if (Placeholder().IsMatch(assignment.Value))
            yield return $"the value of {name} looks like a placeholder that was never replaced.";
        if (MeantName(name) is { } meant)
            yield return $"{name} is not a variable that is read; {meant} may be meant.";
    }

    private static string Simplify(string name) =>
        name.ToUpperInvariant().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);

    // Levenshtein's distance, row by row.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    [GeneratedRegex(@"^(?:<[^>]*>|x{4,}|\*{4,}|\.{3,}|change[_-]?me|todo|placeholder|.*your[_-].*(?:key|token|secret).*|.*(?:key|token)[_-]here.*|sk-(?:x{3,}|\.{3,}|\*{3,}|your.*))$", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();
}
