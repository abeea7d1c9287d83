using System.Text;

namespace QwenCode.Help;

/// <summary>Creates the help of all cultures: <c>QwenCode.dll-Help.xml</c> and <c>about_*.help.txt</c> in a folder of the culture's name.</summary>
internal static class HelpBuild
{
    /// <summary>The culture that is complete; the others take from it what they lack.</summary>
    public const string MainCulture = "en-US";

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Reads the pages below <paramref name="source"/> and writes the help below <paramref name="target"/>.</summary>
    /// <exception cref="HelpFormatException">A page has an invalid format, or other parameters than the command.</exception>
    public static void Run(string source, string target, IReadOnlyDictionary<string, CommandFacts> commands)
    {
        var main = Pages(Path.Join(source, MainCulture));
        foreach (var command in commands.Values)
            EnsureComplete(main.GetValueOrDefault(command.Name), command);
        foreach (var folder in Directory.GetDirectories(source, "*-*").Order(StringComparer.Ordinal))
        {
            var culture = Path.GetFileName(folder);
            var pages = Pages(folder);
            var merged = main.Values.Select(page => pages.TryGetValue(page.Name, out var translated) ? translated.Over(page) : page);
            var output = Directory.CreateDirectory(Path.Join(target, culture)).FullName;
            File.WriteAllText(Path.Join(output, "QwenCode.dll-Help.xml"), MamlWriter.Write(merged, commands), Encoding);
            foreach (var file in Directory.GetFiles(folder, "about_*.md").Order(StringComparer.Ordinal))
                File.WriteAllText(Path.Join(output, Path.GetFileNameWithoutExtension(file) + ".help.txt"), AboutWriter.Write(File.ReadAllLines(file)), Encoding);
        }
    }

    /// <summary>The pages of the commands in a folder, by name.</summary>
    /// <exception cref="HelpFormatException">A page has an invalid format.</exception>
    public static SortedDictionary<string, CommandPage> Pages(string folder)
    {
        var pages = new SortedDictionary<string, CommandPage>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder, "*-*.md"))
        {
            var page = CommandPageReader.ReadFile(file);
            if (page.Name != Path.GetFileNameWithoutExtension(file))
                throw new HelpFormatException($"The page is about {page.Name}.", file);
            pages.Add(page.Name, page);
        }

        return pages;
    }

    private static void EnsureComplete(CommandPage? page, CommandFacts command)
    {
        if (page is null)
            throw new HelpFormatException($"{command.Name} has no page.");
        var named = page.Parameters.Select(parameter => parameter.Name).ToList();
        if (command.Parameters.Keys.Except(named).FirstOrDefault() is { } missing)
            throw new HelpFormatException($"The page of {command.Name} lacks -{missing}.");
        if (named.Except(command.Parameters.Keys).FirstOrDefault() is { } unknown)
            throw new HelpFormatException($"The page of {command.Name} has -{unknown}, which the command lacks.");
    }
}
