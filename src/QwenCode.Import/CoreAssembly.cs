using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace QwenCode.Loading;

/// <summary>
/// QwenCode.Core. Beside the IL the module has images of it, with native code that a process need not compile anew, for some systems and for one
/// major version of the runtime.
/// </summary>
internal static class CoreAssembly
{
    private const string Name = "QwenCode.Core";
    private const string ImagesFolder = "images";

    /// <summary>The one that the process has loaded, from any folder.</summary>
    public static Assembly? Loaded => AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == Name);

    /// <summary>Loads the image for this process, or the IL if there is none.</summary>
    /// <param name="lib">The folder of the module's assemblies.</param>
    /// <returns><see langword="false"/> if the process has another one, or if neither can be loaded, which PowerShell then reports.</returns>
    public static bool TryLoad(string lib) => TryLoadFile(Path.Join(lib, ImagesFolder, Target, $"{Name}.dll")) || TryLoadFile(Path.Join(lib, $"{Name}.dll"));

    /// <summary>The folder of the module's assemblies.</summary>
    /// <param name="core">QwenCode.Core, as an image or as IL.</param>
    public static string LibOf(Assembly core)
    {
        var folder = Path.GetDirectoryName(core.Location)!;
        var images = Path.GetDirectoryName(folder);
        return Path.GetFileName(images) == ImagesFolder ? Path.GetDirectoryName(images)! : folder;
    }

    private static string Target => $"net{Environment.Version.Major}.0-{SystemName}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    // FreeBSD must not load an image for Linux: after that the runtime does not load the IL either.
    private static string SystemName => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : OperatingSystem.IsLinux() ? "linux" : "other";

    private static bool TryLoadFile(string path)
    {
        try
        {
            if (!File.Exists(path))
                return false;
            AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
