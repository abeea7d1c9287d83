namespace QwenCode.Help;

/// <summary>A heading of a markdown file and the lines below it, down to the next heading.</summary>
internal sealed record Section(int Level, string Title, IReadOnlyList<string> Lines)
{
    /// <summary>The sections of a text; what comes before the first heading is one of level 0.</summary>
    public static IReadOnlyList<Section> Split(IEnumerable<string> lines)
    {
        var sections = new List<Section>();
        var (level, title, body, inFence) = (0, "", new List<string>(), false);
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inFence = !inFence;
            var depth = inFence ? 0 : line.TakeWhile(c => c == '#').Count();
            if (depth == 0 || depth >= line.Length || line[depth] != ' ')
            {
                body.Add(line);
                continue;
            }

            sections.Add(new Section(level, title, body));
            (level, title, body) = (depth, line[depth..].Trim(), []);
        }

        sections.Add(new Section(level, title, body));
        return sections;
    }

    /// <summary>The blocks of code in the section.</summary>
    public IEnumerable<PageCode> Code()
    {
        string[]? info = null;
        var text = new List<string>();
        foreach (var line in Lines)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                text.Add(line);
            }
            else if (info is null)
            {
                info = line[3..].ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
                text.Clear();
            }
            else
            {
                yield return new PageCode(info.FirstOrDefault(""), info.Contains("interactive"), string.Join('\n', text));
                info = null;
            }
        }
    }

    /// <summary>The paragraphs outside of code, in plain text.</summary>
    public IReadOnlyList<string> Paragraphs()
    {
        var (paragraphs, lines, inFence) = (new List<string>(), new List<string>(), false);
        foreach (var line in Lines.Append(""))
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            inFence ^= isFence;
            var startsItem = line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("| ", StringComparison.Ordinal);
            if ((isFence || startsItem || line.Length == 0) && lines.Count > 0)
            {
                paragraphs.Add(PlainText.Of(PlainText.Join(lines)));
                lines = [];
            }

            if (line.Length > 0 && !isFence && !inFence)
                lines.Add(line.Trim());
        }

        return paragraphs;
    }
}
