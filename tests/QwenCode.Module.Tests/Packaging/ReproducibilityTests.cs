using System.Security.Cryptography;
using System.Text;
using QwenCode.Pack;

namespace QwenCode.ModuleTests.Packaging;

/// <summary>The same sources produce the same bytes, wherever and whenever they are built.</summary>
public sealed class ReproducibilityTests
{
    [Fact]
    public void The_same_files_at_another_location_and_time_are_the_same_package()
    {
        using var place = new PwshRun();
        var copy = place.MakeDirectory("copy");
        foreach (var file in Directory.GetFiles(ModulePackage.Folder, "*", SearchOption.AllDirectories).OrderDescending(StringComparer.Ordinal))
        {
            var target = Path.Join(copy, Path.GetRelativePath(ModulePackage.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(file));
            File.SetLastWriteTimeUtc(target, new DateTime(2031, 5, 4, 3, 2, 1, DateTimeKind.Utc));
        }

        HashOfPackage(copy, place.MakeDirectory("one")).ShouldBe(HashOfPackage(ModulePackage.Folder, place.MakeDirectory("two")));
    }

    [Fact]
    public void No_file_contains_the_folder_of_its_build()
    {
        var folder = Path.Join(Repository.Root, "src", "QwenCode");
        var files = Directory.GetFiles(ModulePackage.Folder, "*", SearchOption.AllDirectories);

        files.Where(file => Holds(file, folder)).ShouldBeEmpty();
        Holds(Path.Join(ModulePackage.Folder, "lib", "QwenCode.dll"), "/_/src/QwenCode").ShouldBeTrue("assemblies name their sources by a root of no machine");
    }

    private static string HashOfPackage(string folder, string target) =>
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(GalleryPackage.Create(folder, target, ModulePackage.Version).FullName)));

    private static bool Holds(string file, string text)
    {
        var content = File.ReadAllBytes(file).AsSpan();
        return content.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || content.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
    }
}
