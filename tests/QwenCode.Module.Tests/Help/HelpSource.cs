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

    /// <summary>The files of a command's page in all cultures.</summary>
    public static IEnumerable<string> FilesOf(string command) =>
        Translations.Prepend(HelpBuild.MainCulture).Select(culture => Path.Join(Repository.Root, "docs", culture, command + ".md")).Where(File.Exists);
}
