namespace QwenCode.Connectors;

/// <summary>The beginning of an assignment: <c>export NAME =</c>.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Start">The start of the assignment.</param>
/// <param name="NameStart">The start of the name.</param>
/// <param name="End">The start of the value.</param>
internal sealed record DotNetEnvAssignment(string Name, int Start, int NameStart, int End);

/// <summary>A reference to a variable: <c>$NAME</c> or <c>${NAME}</c>.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Start">The start of the reference.</param>
/// <param name="End">The end of the reference.</param>
internal sealed record DotNetEnvReference(string Name, int Start, int End);

/// <summary>Finds assignments and references in the texts of <c>.env</c> files, in linear time.</summary>
internal static class DotNetEnvScan
{
    private static readonly string[] Keywords = ["export", "set"];

    /// <summary>The assignments, in their order.</summary>
    public static List<DotNetEnvAssignment> Assignments(string text)
    {
        var found = new List<DotNetEnvAssignment>();
        for (var start = 0; start < text.Length;)
        {
            var assignment = AssignmentAt(text, start);
            if (assignment is not null)
                found.Add(assignment);
            var lineEnd = text.IndexOf('\n', assignment?.End ?? start);
            start = lineEnd < 0 ? text.Length : lineEnd + 1;
        }

        return found;
    }

    /// <summary>The references, in their order; <c>\$</c> begins none.</summary>
    public static IEnumerable<DotNetEnvReference> References(string text)
    {
        for (var start = text.IndexOf('$'); start >= 0;)
        {
            var reference = start > 0 && text[start - 1] == '\\' ? null : ReferenceAt(text, start);
            if (reference is not null)
                yield return reference;
            start = text.IndexOf('$', reference?.End ?? (start + 1));
        }
    }

    /// <summary>Every name after a dollar sign, each once, in braces or not, closed or not, escaped or not.</summary>
    public static IReadOnlyCollection<string> NamesAfterDollars(string text)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var dollar = text.IndexOf('$'); dollar >= 0; dollar = text.IndexOf('$', dollar + 1))
        {
            var start = dollar + 1;
            while (start < text.Length && text[start] == '{')
                start++;
            var end = start;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
                end++;
            if (end > start)
                names.Add(text[start..end]);
        }

        return names;
    }

    private static DotNetEnvAssignment? AssignmentAt(string text, int start)
    {
        var begin = start;
        while (begin < text.Length && text[begin] is ' ' or '\t')
            begin++;
        foreach (var keyword in Keywords)
        {
            var end = begin + keyword.Length;
            if (string.CompareOrdinal(text, begin, keyword, 0, keyword.Length) == 0 && AfterBlanks(text, end) is var name && name > end
                && NamedAt(text, start, name) is { } assignment)
            {
                return assignment;
            }
        }

        return NamedAt(text, start, begin);
    }

    private static DotNetEnvAssignment? NamedAt(string text, int start, int nameStart)
    {
        var nameEnd = NameEnd(text, nameStart, ".-");
        if (nameEnd == nameStart)
            return null;
        var end = AfterBlanks(text, nameEnd);
        return end < text.Length && text[end] == '=' ? new(text[nameStart..nameEnd], start, nameStart, end + 1) : null;
    }

    private static DotNetEnvReference? ReferenceAt(string text, int start)
    {
        var isBraced = start + 1 < text.Length && text[start + 1] == '{';
        var nameStart = start + (isBraced ? 2 : 1);
        var nameEnd = NameEnd(text, nameStart, "");
        if (nameEnd == nameStart || (isBraced && (nameEnd == text.Length || text[nameEnd] != '}')))
            return null;
        return new(text[nameStart..nameEnd], start, nameEnd + (isBraced ? 1 : 0));
    }

    private static int NameEnd(string text, int start, string alsoInside)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] == '_'
            || (end > start && (char.IsAsciiDigit(text[end]) || alsoInside.Contains(text[end], StringComparison.Ordinal)))))
        {
            end++;
        }

        return end;
    }

    private static int AfterBlanks(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        return start;
    }
}
