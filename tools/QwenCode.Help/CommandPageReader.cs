using System.Text.RegularExpressions;

namespace QwenCode.Help;

/// <summary>Reads a command's page, written after the schema 2.0.0 of PlatyPS.</summary>
internal static partial class CommandPageReader
{
    /// <summary>The page in a file.</summary>
    /// <exception cref="HelpFormatException">It is not written as it should be.</exception>
    public static CommandPage ReadFile(string file)
    {
        try
        {
            return Read(File.ReadAllLines(file));
        }
        catch (HelpFormatException problem)
        {
            throw new HelpFormatException(problem.Message, file);
        }
    }

    /// <summary>The page in some lines.</summary>
    /// <exception cref="HelpFormatException">They are not written as they should be.</exception>
    public static CommandPage Read(IReadOnlyList<string> lines)
    {
        var (header, body) = SplitHeader(lines);
        var sections = Section.Split(body);
        var name = sections.FirstOrDefault(section => section.Level == 1)?.Title ?? throw new HelpFormatException("There is no heading with the command's name.");
        var synopsis = Below(sections, "SYNOPSIS").SelectMany(section => section.Paragraphs()).ToList();
        return new CommandPage
        {
            Name = name,
            Synopsis = synopsis is [var single] ? single : throw new HelpFormatException("SYNOPSIS must be one paragraph."),
            Description = [.. Below(sections, "DESCRIPTION").SelectMany(section => section.Paragraphs())],
            Examples = [.. Below(sections, "EXAMPLES").Where(section => section.Level == 3).Select(Example)],
            Parameters = [.. Below(sections, "PARAMETERS").Where(section => section.Level == 3 && section.Title.StartsWith('-')).Select(PageParameter.Read)],
            Inputs = [.. Below(sections, "INPUTS").Where(section => section.Level == 3).Select(Type)],
            Outputs = [.. Below(sections, "OUTPUTS").Where(section => section.Level == 3).Select(Type)],
            Notes = [.. Below(sections, "NOTES").SelectMany(section => section.Paragraphs())],
            Links = [.. Below(sections, "RELATED LINKS").SelectMany(section => section.Lines).SelectMany(Links)],
            OnlineVersion = header.GetValueOrDefault("online version", ""),
        };
    }

    private static (Dictionary<string, string> Header, IReadOnlyList<string> Body) SplitHeader(IReadOnlyList<string> lines)
    {
        var end = lines.Skip(1).ToList().IndexOf("---") + 1;
        if (lines.Count == 0 || lines[0] != "---" || end == 0)
            throw new HelpFormatException("The page must begin with a block between two lines of ---.");
        var header = lines.Take(end).Skip(1).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
        return header.GetValueOrDefault("schema") == "2.0.0" ? (header, [.. lines.Skip(end + 1)]) : throw new HelpFormatException("The page's schema must be 2.0.0.");
    }

    // A section of level 2 and the ones below it.
    private static IEnumerable<Section> Below(IReadOnlyList<Section> sections, string title)
    {
        var rest = sections.SkipWhile(section => section.Level != 2 || section.Title != title);
        return rest.Take(1).Concat(rest.Skip(1).TakeWhile(section => section.Level > 2));
    }

    private static PageExample Example(Section section)
    {
        var title = ExampleTitle().Match(section.Title);
        var blocks = section.Code().ToList();
        if (!title.Success || !blocks.Exists(block => block.IsCommand))
            throw new HelpFormatException($"\"{section.Title}\" needs a number, a title and a block of powershell.");
        return new PageExample(title.Groups["title"].Value, section.Paragraphs(), blocks);
    }

    private static PageType Type(Section section) => new(section.Title, section.Paragraphs());

    private static IEnumerable<PageLink> Links(string line) =>
        MarkdownLink().Matches(line).Select(match => new PageLink(match.Groups["text"].Value, match.Groups["address"].Value));

    [GeneratedRegex(@"^[^\d]* ?\d+ ?[:：] ?(?<title>.+)$")]
    private static partial Regex ExampleTitle();

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<address>[^)]*)\)")]
    private static partial Regex MarkdownLink();
}
