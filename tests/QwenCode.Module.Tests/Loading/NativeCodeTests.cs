using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace QwenCode.ModuleTests.Loading;

/// <summary>What each request needs, as native code for the runtime and the system of the process, and as it is everywhere else.</summary>
public sealed class NativeCodeTests
{
    private static readonly string[] Compiled = ["QwenCode.Core.dll", Path.Join("Connectors", "QwenCode.Connectors.dll"), Path.Join("Connectors", "System.ClientModel.dll")];

    [Fact]
    public void The_package_has_native_code_for_this_machine_if_the_compiler_was_restored()
    {
        var isExpected = Directory.Exists(Path.Join(AppContext.BaseDirectory, "pwsh")) && RuntimeName is not null;

        Images(ModulePackage.Folder).Select(image => Path.GetRelativePath(Path.Join(ModulePackage.ImagesFolder, $"net10.0-{RuntimeName}"), image))
            .ShouldBe(isExpected ? Compiled : [], ignoreOrder: true);
    }

    [Fact]
    public void It_is_of_the_same_build_and_compiled_before_it_runs()
    {
        foreach (var image in Images(ModulePackage.Folder))
        {
            using var compiled = new PEReader(File.OpenRead(image));
            using var plain = new PEReader(File.OpenRead(Path.Join(ModulePackage.Folder, "lib", Compiled.Single(name => Path.GetFileName(name) == Path.GetFileName(image)))));
            compiled.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBePositive();
            plain.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBe(0);
            Mvid(compiled).ShouldBe(Mvid(plain));
        }
    }

    [PwshFact]
    public async Task It_is_loaded_by_the_runtime_that_it_is_for()
    {
        var loaded = await LoadedAsync(ModulePackage.Folder);

        var folder = Path.Join(ModulePackage.ImagesFolder, $"net{loaded.Major}.0-{RuntimeName}");
        loaded.Files.ShouldBe(Files(Directory.Exists(folder) ? folder : Path.Join(ModulePackage.Folder, "lib")), ignoreOrder: true);
    }

    [PwshTheory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public async Task Without_a_whole_image_the_module_is_loaded_as_it_is(int length)
    {
        using var place = new PwshRun();
        var copy = ModulePackage.CopyTo(place.MakeDirectory("copy"), except: length < 0 ? "images" : null);
        foreach (var image in Images(copy))
        {
            using var file = File.OpenWrite(image);
            file.SetLength(length);
        }

        (await LoadedAsync(copy)).Files.ShouldBe(Files(Path.Join(copy, "lib")), ignoreOrder: true);
    }

    [PwshFact]
    public async Task An_image_that_the_runtime_rejects_is_replaced_by_the_assembly()
    {
        using var place = new PwshRun();
        var copy = ModulePackage.CopyTo(place.MakeDirectory("copy"));

        // The runtime has loaded another assembly of this name.
        foreach (var image in Images(copy).Where(image => Path.GetFileName(image) == "System.ClientModel.dll"))
        {
            File.Copy(Path.Join(copy, "lib", "Connectors", "QwenCode.Connectors.dll"), image, overwrite: true);
            OtherBuild.Change(image);
        }

        (await LoadedAsync(copy)).Files.ShouldContain(Path.Join(copy, "lib", "Connectors", "System.ClientModel.dll"));
    }

    private static string? RuntimeName => (OperatingSystem.IsWindows(), OperatingSystem.IsMacOS(), RuntimeInformation.ProcessArchitecture) switch
    {
        (true, _, Architecture.X64) => "win-x64",
        (_, true, Architecture.Arm64) => "osx-arm64",
        (false, false, Architecture.X64) => "linux-x64",
        _ => null,
    };

    private static IEnumerable<string> Files(string folder) => Compiled.Select(name => Path.Join(folder, name));

    private static string[] Images(string module) =>
        Path.Join(module, "lib", "images") is var folder && Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];

    private static Guid Mvid(PEReader reader)
    {
        var metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static async Task<(IReadOnlyList<string> Files, int Major)> LoadedAsync(string module)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);
        var seen = await pwsh.JsonAsync($$"""
            Import-Module '{{Path.Join(module, "QwenCode.psd1")}}'
            @{
                Text  = (Invoke-QwenChat hi).Text
                Files = @([AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -in 'QwenCode.Core', 'QwenCode.Connectors', 'System.ClientModel' }.Location)
                Major = [Environment]::Version.Major
            } | ConvertTo-Json -Compress
            """, import: false);
        seen.Text("Text").ShouldBe("You said: hi");
        return (seen.Texts("Files"), (int)seen.Number("Major"));
    }
}
