using NuGet.Packaging;
using QwenCode.Pack;

namespace QwenCode.ModuleTests.Packaging;

/// <summary>The metadata of the package.</summary>
public sealed class GalleryPackageTests : IDisposable
{
    private readonly PwshRun _place = new();

    [Fact]
    public void The_package_has_the_metadata_of_the_manifest()
    {
        var manifest = ModuleManifest.Read(ModulePackage.Folder);

        var nuspec = Pack(ModulePackage.Folder, ModulePackage.Version);

        nuspec.GetId().ShouldBe("QwenCode");
        nuspec.GetVersion().ShouldBe(manifest.Version);
        nuspec.GetAuthors().ShouldBe(manifest.Author);
        nuspec.GetDescription().ShouldBe(manifest.Description);
        nuspec.GetReleaseNotes().ShouldBe(manifest.ReleaseNotes);
        nuspec.GetLicenseUrl().ShouldBe("https://opensource.org/license/mit");
        nuspec.GetDependencyGroups().ShouldBeEmpty();
        var cmdlets = manifest.Cmdlets.SelectMany(name => new[] { $"PSCmdlet_{name}", $"PSCommand_{name}" });
        string[] tags = ["PSModule", "PSEdition_Core", "PSIncludes_Cmdlet", "Linux", "MacOS", "Windows", .. cmdlets];
        tags.ShouldBeSubsetOf(nuspec.GetTags().Split(' '));
    }

    [Fact]
    public void A_prerelease_has_its_label_in_the_version()
    {
        var module = Module("""
            @{
                ModuleVersion = '1.2.0'; Author = 'It''s me'; CompanyName = 'me'; Copyright = '(c) me'; Description = 'A module' # and a comment
                CompatiblePSEditions = @('Core')
                CmdletsToExport = @('Get-One', 'Get-Two')
                PrivateData = @{ PSData = @{
                    Prerelease = 'beta1'
                    Tags = @(
                        'first'
                        'second'
                    )
                    ProjectUri = 'https://example.org/project'
                    RequireLicenseAcceptance = $false
                } }
            }
            """);

        var nuspec = Pack(module, "1.2.0-beta1");

        nuspec.GetVersion().ToString().ShouldBe("1.2.0-beta1");
        nuspec.GetAuthors().ShouldBe("It's me");
        nuspec.GetProjectUrl().ShouldBe("https://example.org/project");
        nuspec.GetTags().ShouldBe("PSModule first second PSEdition_Core PSIncludes_Cmdlet PSCmdlet_Get-One PSCommand_Get-One PSCmdlet_Get-Two PSCommand_Get-Two");
    }

    [Theory]
    [InlineData("@{ ModuleVersion = '1.0' }", "has version 1.0, the build 2.0.0")]
    [InlineData("@{ ModuleVersion = '2.0.0' }", "lacks Description")]
    [InlineData("@{\n    ModuleVersion = (Get-Date)\n}", "line 2")]
    [InlineData("@{ ModuleVersion = \"$Home\" }", "line 1")]
    [InlineData("@{ ModuleVersion = '2.0.0'", "line 1")]
    [InlineData("", "line 1")]
    public void A_manifest_that_cannot_be_packed_is_rejected_with_the_reason(string manifest, string reason)
    {
        var problem = Should.Throw<PackException>(() => Pack(Module(manifest), "2.0.0"));

        problem.Message.ShouldContain("Sample.psd1");
        problem.Message.ShouldContain(reason);
    }

    public void Dispose() => _place.Dispose();

    private string Module(string manifest) => Path.GetDirectoryName(_place.Write("sample/Sample.psd1", manifest))!;

    private NuspecReader Pack(string folder, string version)
    {
        using var package = new PackageArchiveReader(GalleryPackage.Create(folder, _place.MakeDirectory("packages"), version).FullName);
        return package.NuspecReader;
    }
}
