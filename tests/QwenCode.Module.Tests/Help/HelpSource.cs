using QwenCode.Help;

namespace QwenCode.ModuleTests.Help;

/// <summary>The markdown that the help is made of.</summary>
internal static class HelpSource
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The pages of the commands in English, by name.</summary>
    public static SortedDictionary<string, CommandPage> English { get; } = HelpBuild.Pages(Path.Join(Root, "docs", HelpBuild.MainCulture));

    /// <summary>The other cultures.</summary>
    public static IEnumerable<string> Translations =>
        Directory.GetDirectories(Path.Join(Root, "docs"), "*-*").Select(folder => Path.GetFileName(folder)).Where(culture => culture != HelpBuild.MainCulture);

    /// <summary>The file of a command's page.</summary>
    public static string FileOf(string command) => Path.Join(Root, "docs", HelpBuild.MainCulture, command + ".md");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "QwenCode.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return folder;
    }
}
