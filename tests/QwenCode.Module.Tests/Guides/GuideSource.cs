using System.Text.RegularExpressions;
using QwenCode.Help;

namespace QwenCode.ModuleTests.Guides;

/// <summary>README, the guides, and the examples in them.</summary>
internal static partial class GuideSource
{
    private const string Prompt = "PS> ";

    /// <summary>README and the guides.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        Read(Path.Join(Repository.Root, "README.md")),
        .. Directory.GetFiles(Path.Join(Repository.Root, "docs", "guides"), "*.md").Order(StringComparer.Ordinal).Select(Read),
    ];

    /// <summary>The whole text.</summary>
    public static string Text { get; } = string.Join('\n', Pages);

    /// <summary>The sections.</summary>
    public static IReadOnlyList<Section> Sections { get; } = [.. Pages.SelectMany(page => Section.Split(page.Split('\n')))];

    /// <summary>All examples, in order.</summary>
    public static IReadOnlyList<GuideExample> Examples { get; } = [.. Sections.SelectMany(section => Blocks(section).Concat(Rows(section)))];

    /// <summary>The only block of a language.</summary>
    public static string Block(string language) => Sections.SelectMany(section => section.Code()).Single(block => block.Language == language).Text;

    /// <summary>The code in a line of text.</summary>
    public static IEnumerable<string> Code(string line) => Spans().Matches(line).Select(match => match.Groups[1].Value);

    private static string Read(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");

    private static IEnumerable<GuideExample> Blocks(Section section)
    {
        foreach (var block in section.Code())
        {
            if (block.Language is "powershell" or "bash" or "sh" or "console")
                yield return new GuideExample(section.Title, false, [new GuideCommand(block.Text, "")]);
            else if (block.Text.StartsWith(Prompt, StringComparison.Ordinal))
                yield return new GuideExample(section.Title, true, [.. Transcript(block.Text)]);
            else if (block.Language == "yaml")
                yield return new GuideExample(section.Title, false, [new GuideCommand(Step().Match(block.Text).Groups[1].Value, "")]);
            else if (block.Language != "ini")
                throw new InvalidOperationException($"No test knows what the block is that begins '{block.Text.Split('\n')[0]}'.");
        }
    }

    // A command continues in indented lines.
    private static IEnumerable<GuideCommand> Transcript(string text)
    {
        foreach (var part in $"\n{text}".Split($"\n{Prompt}").Skip(1))
        {
            var lines = part.Split('\n');
            var end = Array.FindIndex(lines, 1, line => !line.StartsWith("    ", StringComparison.Ordinal));
            end = end < 0 ? lines.Length : end;
            yield return new GuideCommand(string.Join('\n', lines[..end]), string.Join('\n', lines[end..]));
        }
    }

    // The tables whose second column is what to write. A single word is a name that the text speaks of.
    private static IEnumerable<GuideExample> Rows(Section section)
    {
        var isExamples = false;
        foreach (var line in section.Lines)
        {
            var cells = Bars().Split(line);
            if (!line.StartsWith('|') || cells.Length < 4)
                isExamples = false;
            else if (cells[2].Trim() is "write" or "three lines")
                isExamples = true;
            else if (isExamples && Code(cells[2].Replace("\\|", "|", StringComparison.Ordinal)).Where(IsCommand).ToList() is { Count: > 0 } commands)
                yield return new GuideExample(section.Title, false, [.. commands.Select(command => new GuideCommand(command, ""))]);
        }
    }

    private static bool IsCommand(string code) => code.Contains(' ', StringComparison.Ordinal) || code[0] is '$' or '"' || CmdletName().IsMatch(code);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Spans();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bars();

    // What a pipeline of a CI service runs.
    [GeneratedRegex(@"^[- ]*(?:run: |script: )?(pwsh .+)$", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex("^[A-Z][a-z]+-Qwen[A-Za-z]*$")]
    public static partial Regex CmdletName();
}
