using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Guides;

/// <summary>The markdown pages of the repository as a whole.</summary>
public sealed partial class PageTests
{
    private const int OneScreen = 50;

    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Path.Join(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void README_is_one_screen() => File.ReadAllLines(Path.Join(Repository.Root, "README.md")).Length.ShouldBeLessThanOrEqualTo(OneScreen);

    [Fact]
    public void README_links_each_guide()
    {
        var readme = File.ReadAllText(Path.Join(Repository.Root, "README.md"));

        Directory.GetFiles(Path.Join(Repository.Root, "docs", "guides")).Select(file => Path.GetFileName(file)).ShouldAllBe(guide => readme.Contains($"](docs/guides/{guide})"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_relative_link_leads_to_a_file(string page)
    {
        var file = Path.Join(Repository.Root, page);

        var links = Link().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://"));

        links.Where(link => !File.Exists(Path.Join(Path.GetDirectoryName(file), link))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\]\(([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
