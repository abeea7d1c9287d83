namespace QwenCode.Configuration;

/// <summary>Sets one variable in the text of a <c>.env</c> file, and keeps all other lines as they are.</summary>
internal static class DotenvEditor
{
    private const string Quotes = "'`\"";
    private const string Harmless = "_-./+=:@%,";

    /// <summary>
    /// The text with the variable: its last assignment gets the value, earlier ones are removed, and without one it is added at the end.
    /// <see langword="null"/> if no way to write the value leaves all other assignments as they are.
    /// </summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value, without line breaks.</param>
    public static string? Set(string text, string name, string value)
    {
        var expected = DotenvReader.Read(text).Where(a => a.Name != name).Select(a => (a.Name, a.Value)).ToList();
        return Written(value).Select(written => Edit(text, name, written)).FirstOrDefault(IsRight);

        bool IsRight(string edited)
        {
            var read = DotenvReader.Read(edited);
            return read.Where(a => a.Name == name).Select(a => a.Value).SequenceEqual([value])
                && read.Where(a => a.Name != name).Select(a => (a.Name, a.Value)).SequenceEqual(expected);
        }
    }

    // The ways to write a value, the clearest first. In single quotes no reader expands anything, a shell included.
    private static IEnumerable<string> Written(string value)
    {
        if (value.All(c => char.IsAsciiLetterOrDigit(c) || Harmless.Contains(c, StringComparison.Ordinal)))
            yield return value;
        foreach (var quote in Quotes.Where(quote => !value.Contains(quote, StringComparison.Ordinal)))
            yield return $"{quote}{value}{quote}";
        yield return value;
        foreach (var quote in Quotes.Where(quote => value.Contains(quote, StringComparison.Ordinal)))
            yield return $"{quote}{value}{quote}";
    }

    private static string Edit(string text, string name, string written)
    {
        var assignments = DotenvReader.Read(text).Where(a => a.Name == name).ToList();
        var edited = text;
        for (var i = assignments.Count - 1; i >= 0; i--)
            edited = i == assignments.Count - 1 ? Replace(edited, assignments[i], $"{name}={written}") : Remove(edited, assignments[i]);
        if (assignments.Count > 0)
            return edited;
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        return $"{text}{(text.Length == 0 || text[^1] is '\n' or '\r' ? "" : newLine)}{name}={written}{newLine}";
    }

    private static string Replace(string text, DotenvAssignment assignment, string written)
    {
        var start = PositionIn(text, assignment.NameStart);
        var end = PositionIn(text, assignment.End);

        // What follows a # without a space before it was meant as a part of the value.
        if (assignment.Kind == DotenvValueKind.TruncatedByComment && !char.IsWhiteSpace(text[end - 1]))
            end = EndOfLine(text, end);
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return string.Concat(text.AsSpan(0, start), written, text.AsSpan(end));
    }

    // With the whole of its lines; a comment behind the value goes with it.
    private static string Remove(string text, DotenvAssignment assignment)
    {
        var start = PositionIn(text, assignment.NameStart);
        start = start == 0 ? 0 : text.AsSpan(0, start).LastIndexOfAny('\n', '\r') + 1;
        var end = EndOfLine(text, PositionIn(text, assignment.End));
        end = end < text.Length && text[end] == '\r' ? end + 1 : end;
        end = end < text.Length && text[end] == '\n' ? end + 1 : end;
        return string.Concat(text.AsSpan(0, start), text.AsSpan(end));
    }

    private static int EndOfLine(string text, int position)
    {
        var length = text.AsSpan(position).IndexOfAny('\n', '\r');
        return length < 0 ? text.Length : position + length;
    }

    // The reader counts each line end as one character.
    private static int PositionIn(string text, int normalized)
    {
        var position = 0;
        for (var count = 0; count < normalized; count++)
            position += text.AsSpan(position).StartsWith("\r\n") ? 2 : 1;
        return position;
    }
}
