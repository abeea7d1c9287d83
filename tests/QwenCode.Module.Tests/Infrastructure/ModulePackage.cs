namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>The packaged module that the build puts beside the tests.</summary>
internal static class ModulePackage
{
    /// <summary>A folder as in <c>PSModulePath</c>.</summary>
    public static string ModulesFolder { get; } = Path.Join(AppContext.BaseDirectory, "modules");

    /// <summary>The folder of the one version.</summary>
    public static string Folder { get; } = Directory.GetDirectories(Path.Join(ModulesFolder, "QwenCode")).Single();

    /// <summary>The manifest.</summary>
    public static string Manifest { get; } = Path.Join(Folder, "QwenCode.psd1");

    /// <summary>The folder of the assemblies that load into a context of their own.</summary>
    public static string ConnectorsFolder { get; } = Path.Join(Folder, "lib", "Connectors");
}
