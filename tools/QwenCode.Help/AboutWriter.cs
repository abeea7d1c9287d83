using System.Text;
using System.Text.RegularExpressions;

namespace QwenCode.Help;

/// <summary>Writes a topic for <c>Get-Help about_…</c>: lines of at most 80 columns, the text indented below its headings.</summary>
internal static partial class AboutWriter
{
    private const int Width = 80;
    private const string Indent = "    ";

    /// <summary>The text of a topic's page.</summary>
    /// <remarks>Get-Help takes the fifth line for the synopsis.</remarks>
    public static string Write(IEnumerable<string> page)
    {
        var text = new StringBuilder();
        foreach (var section in Section.Split(page).Where(section => section.Level > 0))
        {
            if (section.Level == 1)
                text.Append("TOPIC\n").Append(Indent).Append(section.Title).Append("\n\n");
            else
                Append(text, section);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, Section section)
    {
        text.Append(section.Level == 2 ? "" : "  ").Append(PlainText.Of(section.Title)).Append('\n');
        var paragraph = new List<string>();
        var (inFence, rows) = (false, 0);
        foreach (var line in section.Lines.Append(""))
        {
            rows = !inFence && line.StartsWith('|') ? rows + 1 : EndTable(text, rows);
            if (rows > 0)
            {
                // Not the headings and the line below them.
                Flush(text, paragraph, itemFollows: false);
                if (rows > 2)
                    AppendRow(text, line);
                continue;
            }

            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            var isItem = line.StartsWith("- ", StringComparison.Ordinal) || IsNumbered(line);
            if (inFence && !isFence)
                text.Append((Indent + Indent + line).TrimEnd()).Append('\n');
            else if (isFence || isItem || line.Length == 0)
                Flush(text, paragraph, isItem);
            if (!inFence && !isFence && line.Length > 0)
                paragraph.Add(line.Trim());
            if (inFence && isFence)
                text.Append('\n');
            inFence ^= isFence;
        }
    }

    // The first cell, with the others indented below it.
    private static void AppendRow(StringBuilder text, string line)
    {
        var indent = Indent;
        foreach (var cell in Bars().Split(line.Trim().Trim('|')).Select(cell => PlainText.Of(cell.Trim())).Where(cell => cell.Length > 0))
        {
            foreach (var part in PlainText.Wrap(cell, Width - indent.Length))
                text.Append(indent).Append(part).Append('\n');
            indent = Indent + Indent;
        }
    }

    private static int EndTable(StringBuilder text, int rows)
    {
        if (rows > 0)
            text.Append('\n');
        return 0;
    }

    private static bool IsNumbered(string line) => line.Length > 2 && char.IsAsciiDigit(line[0]) && line[1] == '.' && line[2] == ' ';

    private static void Flush(StringBuilder text, List<string> paragraph, bool itemFollows)
    {
        if (paragraph.Count == 0)
            return;
        var hanging = Indent + (paragraph[0].StartsWith("- ", StringComparison.Ordinal) ? "  " : IsNumbered(paragraph[0]) ? "   " : "");
        var first = true;
        foreach (var line in PlainText.Wrap(PlainText.Of(PlainText.Join(paragraph)), Width - hanging.Length))
        {
            text.Append(first ? Indent : hanging).Append(line).Append('\n');
            first = false;
        }

        if (!itemFollows)
            text.Append('\n');
        paragraph.Clear();
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bars();
}
