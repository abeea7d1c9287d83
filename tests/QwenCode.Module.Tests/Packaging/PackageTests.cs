using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Packaging;

/// <summary>What is shipped.</summary>
public sealed class PackageTests
{
    [Fact]
    public void The_package_contains_manifest_licences_views_help_and_assemblies_and_nothing_else()
    {
        var files = Directory.EnumerateFiles(ModulePackage.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(ModulePackage.Folder, file).Replace('\\', '/')).ToList();

        files.Where(file => !file.Contains('/')).ShouldBe(["LICENSE", "QwenCode.psd1", "THIRD-PARTY-NOTICES.txt"], ignoreOrder: true);
        files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal) && file.Count('/') == 1)
            .ShouldBe(["lib/QwenCode.dll", "lib/QwenCode.Core.dll", "lib/QwenCode.Import.dll", "lib/QwenCode.Views.psd1", "lib/QwenCode.Format.ps1xml", "lib/QwenCode.Types.ps1xml"], ignoreOrder: true);
        var help = files.Where(file => file.Contains('/') && !file.StartsWith("lib/", StringComparison.Ordinal)).ToList();
        help.ShouldContain("en-US/QwenCode.dll-Help.xml");
        help.ShouldAllBe(file => Regex.IsMatch(file, @"^[a-z]{2}-[A-Z]{2}/(QwenCode\.dll-Help\.xml|about_QwenCode\w*\.help\.txt)$"));
        var others = files.Where(file => file.Count('/') > 1).ToList();
        others.ShouldContain("lib/Connectors/QwenCode.Connectors.dll");
        others.Where(file => !file.StartsWith("lib/images/", StringComparison.Ordinal)).ShouldAllBe(file => file.StartsWith("lib/Connectors/", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_configuration_ships_optimized_code()
    {
        foreach (var file in Directory.GetFiles(Path.Join(ModulePackage.Folder, "lib"), "QwenCode*.dll", SearchOption.AllDirectories))
        {
            using var reader = new PEReader(File.OpenRead(file));
            var metadata = reader.GetMetadataReader();
            var debuggable = metadata.GetAssemblyDefinition().GetCustomAttributes().Select(metadata.GetCustomAttribute)
                .Where(attribute => attribute.Constructor.Kind == HandleKind.MemberReference
                    && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent).Name) == nameof(DebuggableAttribute))
                .Select(attribute => (DebuggableAttribute.DebuggingModes)BitConverter.ToInt32(metadata.GetBlobBytes(attribute.Value), startIndex: 2)).ToList();
            debuggable.ShouldAllBe(modes => (modes & DebuggableAttribute.DebuggingModes.DisableOptimizations) == 0, file);
        }
    }

    [PwshFact]
    public async Task The_module_exports_exactly_the_cmdlets_of_its_manifest()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true }.With("PSModulePath", ModulePackage.ModulesFolder);

        var seen = await pwsh.JsonAsync("""
            $module = Get-Module QwenCode
            @{
                Tested   = (Test-ModuleManifest $manifest).Name
                Declared = @((Import-PowerShellDataFile $manifest).CmdletsToExport)
                Exported = @((Get-Command -Module QwenCode).Name)
                Kinds    = @((Get-Command -Module QwenCode).CommandType | ForEach-Object ToString | Sort-Object -Unique)
                Found    = @(Get-Module QwenCode -ListAvailable | ForEach-Object { $_.Path })
                Hidden   = @($module.ExportedFunctions.Count, $module.ExportedAliases.Count, $module.ExportedVariables.Count)
            } | ConvertTo-Json -Compress
            """);

        seen.Text("Tested").ShouldBe("QwenCode");
        seen.Texts("Exported").ShouldBe(seen.Texts("Declared"), ignoreOrder: true);
        seen.Texts("Exported").ShouldContain("Invoke-QwenChat");
        seen.Texts("Kinds").ShouldBe(["Cmdlet"]);
        seen.Texts("Found").ShouldBe([ModulePackage.Manifest]);
        seen.List("Hidden").Select(count => count.GetInt32()).ShouldBe([0, 0, 0]);
    }

    [Fact]
    public async Task Without_its_native_code_there_is_no_package_and_the_error_shows_what_is_needed()
    {
        using var place = new PwshRun();
        var folder = place.MakeDirectory("out");

        var (exitCode, output) = await DotNetCommand.RunAsync("dotnet", "msbuild", Path.Join(Repository.Root, "src", "QwenCode"), "-target:PackModule", "-nologo", "-nodeReuse:false",
            $"-property:PackageRoot={folder}/", "-property:DOTNET_HOST_PATH=missing");

        exitCode.ShouldBe(1);
        output.ShouldContain("packages of nuget.org");
        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
    }
}
