using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace QwenCode.ModuleTests.Loading;

/// <summary>QwenCode.Core as native code for the runtime and the system of the process, and as it is everywhere else.</summary>
public sealed class NativeCodeTests
{
    [Fact]
    public void The_package_has_native_code_for_this_machine_if_the_compiler_was_restored()
    {
        string[] expected = Directory.Exists(Path.Join(AppContext.BaseDirectory, "pwsh")) && System is not null ? [$"net10.0-{System}{Path.DirectorySeparatorChar}QwenCode.Core.dll"] : [];

        Images().Select(image => Path.GetRelativePath(ModulePackage.ImagesFolder, image)).ShouldBe(expected);
    }

    [Fact]
    public void It_is_of_the_same_build_and_compiled_before_it_runs()
    {
        foreach (var image in Images())
        {
            using var reader = new PEReader(File.OpenRead(image));
            using var plain = new PEReader(File.OpenRead(Plain(ModulePackage.Folder)));
            reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBePositive();
            plain.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBe(0);
            Mvid(reader).ShouldBe(Mvid(plain));
        }
    }

    [PwshFact]
    public async Task It_is_loaded_by_the_runtime_that_it_is_for()
    {
        var (text, location, major) = await RunAsync(ModulePackage.Folder);

        text.ShouldBe("You said: hi");
        var image = Path.Join(ModulePackage.ImagesFolder, $"net{major}.0-{System}", "QwenCode.Core.dll");
        location.ShouldBe(File.Exists(image) ? image : Plain(ModulePackage.Folder));
    }

    [PwshTheory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public async Task Without_a_whole_image_the_module_is_loaded_as_it_is(int length)
    {
        using var place = new PwshRun();
        var copy = ModulePackage.CopyTo(place.MakeDirectory("copy"), except: length < 0 ? "images" : null);
        if (length >= 0)
        {
            foreach (var image in Directory.GetFiles(copy, "QwenCode.Core.dll", SearchOption.AllDirectories).Where(file => file != Plain(copy)))
            {
                using var file = File.OpenWrite(image);
                file.SetLength(length);
            }
        }

        var (text, location, _) = await RunAsync(copy);

        text.ShouldBe("You said: hi");
        location.ShouldBe(Plain(copy));
    }

    private static string? System => (OperatingSystem.IsWindows(), OperatingSystem.IsMacOS(), RuntimeInformation.ProcessArchitecture) switch
    {
        (true, _, Architecture.X64) => "win-x64",
        (_, true, Architecture.Arm64) => "osx-arm64",
        (false, false, Architecture.X64) => "linux-x64",
        _ => null,
    };

    private static string Plain(string module) => Path.Join(module, "lib", "QwenCode.Core.dll");

    private static string[] Images() => Directory.Exists(ModulePackage.ImagesFolder) ? Directory.GetFiles(ModulePackage.ImagesFolder, "*", SearchOption.AllDirectories) : [];

    private static Guid Mvid(PEReader reader)
    {
        var metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static async Task<(string Text, string Location, string Major)> RunAsync(string module)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);
        var result = await pwsh.RunAsync($$"""
            Import-Module '{{Path.Join(module, "QwenCode.psd1")}}'
            (Invoke-QwenChat hi).Text
            [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'QwenCode.Core' }.Location
            [Environment]::Version.Major
            """, import: false);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3, result.Output);
        return (lines[0], lines[1], lines[2]);
    }
}
