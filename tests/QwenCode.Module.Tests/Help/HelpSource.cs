using QwenCode.Help;

namespace QwenCode.ModuleTests.Help;

/// <summary>The markdown that the help is made of.</summary>
internal static class HelpSource
{
    /// <summary>The pages of the commands in English, by name.</summary>
    public static SortedDictionary<string, CommandPage> English { get; } = HelpBuild.Pages(Path.Join(Repository.Root, "docs", HelpBuild.MainCulture));

    /// <summary>The other cultures.</summary>
    public static IEnumerable<string> Translations =>
        Directory.GetDirectories(Path.Join(Repository.Root, "docs"), "*-*").Select(folder => Path.GetFileName(folder)).Where(culture => culture != HelpBuild.MainCulture);

    /// <summary>The sections of each topic of a culture, by the topic's name, from its title on.</summary>
    public static SortedDictionary<string, IReadOnlyList<Section>> Topics(string culture) => new(
        Directory.GetFiles(Path.Join(Repository.Root, "docs", culture), "about_*.md").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            IReadOnlyList<Section> (file) => [.. Section.Split(File.ReadAllLines(file)).Where(section => section.Level > 0)]),
        StringComparer.Ordinal);

    /// <summary>The files of a command's page in all cultures.</summary>
    public static IEnumerable<string> FilesOf(string command) =>
        Translations.Prepend(HelpBuild.MainCulture).Select(culture => Path.Join(Repository.Root, "docs", culture, command + ".md")).Where(File.Exists);
}
