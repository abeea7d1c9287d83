using QwenCode.Pack;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>The installed module: the one that the build puts beside the tests, out of the package.</summary>
internal static class ModulePackage
{
    /// <summary>A folder as in <c>PSModulePath</c>; the variable <c>QWENCODE_TEST_MODULES</c> names another one to test.</summary>
    public static string ModulesFolder { get; } = Environment.GetEnvironmentVariable("QWENCODE_TEST_MODULES") ?? Path.Join(AppContext.BaseDirectory, "modules");

    /// <summary>The folder of the one version.</summary>
    public static string Folder { get; } = Directory.GetDirectories(Path.Join(ModulesFolder, "QwenCode")).Single();

    /// <summary>The manifest.</summary>
    public static string Manifest { get; } = Path.Join(Folder, "QwenCode.psd1");

    /// <summary>Its version.</summary>
    public static string Version { get; } = ModuleManifest.Read(Folder).Version.ToString();

    /// <summary>The folder of the native code, which is missing if its compiler cannot be restored.</summary>
    public static string ImagesFolder { get; } = Path.Join(Folder, "lib", "images");

    /// <summary>The folder of the assemblies that load into a context of their own.</summary>
    public static string ConnectorsFolder { get; } = Path.Join(Folder, "lib", "Connectors");

    /// <summary>Copies it, except for a folder within <c>lib</c>.</summary>
    public static string CopyTo(string folder, string? except = null)
    {
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Where(file => except is null || !file.StartsWith(Path.Join(Folder, "lib", except), StringComparison.Ordinal)))
        {
            var copy = Path.Join(folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder;
    }
}
