using System.Security.Cryptography;
using QwenCode.Pack;

namespace QwenCode.ModuleTests.Packaging;

/// <summary>The package as PowerShell's own installer takes it.</summary>
public sealed class InstallTests
{
    [PwshFact]
    public async Task The_installed_package_is_the_tested_one_and_chats()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);
        var installed = pwsh.MakeDirectory("installed");
        GalleryPackage.Create(ModulePackage.Folder, pwsh.MakeDirectory("packages"), ModulePackage.Version);

        var seen = await pwsh.JsonAsync(
            """
            $repository = "packages-$(New-Guid)"
            Register-PSResourceRepository $repository -Uri (Resolve-Path ../packages).Path -Trusted
            try {
                $found = Find-PSResource QwenCode -Repository $repository -Prerelease
                Save-PSResource QwenCode -Repository $repository -Prerelease -Path ../installed
            }
            finally {
                Unregister-PSResourceRepository $repository
            }

            $env:PSModulePath = (Resolve-Path ../installed).Path + [IO.Path]::PathSeparator + (Join-Path $PSHOME Modules)
            Import-Module QwenCode
            $module = Get-Module QwenCode
            $null = Test-ModuleManifest (Join-Path $module.ModuleBase QwenCode.psd1) -WarningVariable warnings -ErrorVariable errors
            @{
                Folder   = $module.ModuleBase
                Text     = Invoke-QwenChat hi | ForEach-Object Text
                Problems = @($warnings + $errors | ForEach-Object ToString)
                Includes = @($found.Includes.Cmdlet)
                Exported = @($module.ExportedCmdlets.Keys)
                Licence  = "$($found.LicenseUri)"
            } | ConvertTo-Json -Compress
            """,
            import: false);

        seen.Text("Text").ShouldBe("You said: hi");
        Path.GetFullPath(seen.Text("Folder")).ShouldStartWith(installed);
        seen.Texts("Problems").ShouldBeEmpty();
        seen.Texts("Includes").ShouldBe(seen.Texts("Exported"), ignoreOrder: true);
        seen.Text("Licence").ShouldBe("https://opensource.org/license/mit");
        Files(seen.Text("Folder")).ShouldBe(Files(ModulePackage.Folder), ignoreOrder: true);
    }

    private static IEnumerable<(string Name, string Content)> Files(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => (Path.GetRelativePath(folder, file), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))));
}
