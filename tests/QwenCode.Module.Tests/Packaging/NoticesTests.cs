using System.Text.Json;
using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Packaging;

/// <summary>Whose assemblies are shipped, and under which licence.</summary>
public sealed partial class NoticesTests
{
    [Fact]
    public void The_notices_list_exactly_the_shipped_assemblies_of_others_with_their_versions()
    {
        var shipped = Directory.GetFiles(ModulePackage.ConnectorsFolder, "*.dll", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Distinct()
            .Where(name => !name!.StartsWith("QwenCode.", StringComparison.Ordinal));
        var versions = Versions();
        var notices = File.ReadAllText(Path.Join(ModulePackage.Folder, "THIRD-PARTY-NOTICES.txt"));

        Notice().Matches(notices).Select(notice => notice.Groups["assembly"].Value).ShouldBe(shipped.Select(name => $"{name}.dll {versions[name!]}"), ignoreOrder: true);
        Notice().Matches(notices).ShouldAllBe(notice => notice.Groups["copyright"].Value.StartsWith("Copyright", StringComparison.Ordinal));
    }

    // Each of the packages is named as its one assembly is.
    private static Dictionary<string, string> Versions()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Join(Repository.Root, "src", "QwenCode.Connectors", "packages.lock.json")));
        return file.RootElement.GetProperty("dependencies").GetProperty("net8.0").EnumerateObject().Where(package => package.Value.TryGetProperty("resolved", out _))
            .ToDictionary(package => package.Name, package => package.Value.Text("resolved"));
    }

    // Assemblies of one copyright holder are grouped, its copyright in the indented lines below.
    [GeneratedRegex(@"^(?<assembly>\S+\.dll \S+)\n(?=(?:\S+\.dll \S+\n)*    (?<copyright>.+))", RegexOptions.Multiline)]
    private static partial Regex Notice();
}
