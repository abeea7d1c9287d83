using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace QwenCode.Loading;

/// <summary>
/// Beside the IL the module has images of its assemblies, with native code that a process need not compile anew, for some systems and for one
/// major version of the runtime.
/// </summary>
internal static class NativeImages
{
    private const string Core = "QwenCode.Core";
    private const string Cmdlets = "QwenCode";

    /// <summary>The QwenCode.Core that the process has loaded, from any folder.</summary>
    public static Assembly? LoadedCore => AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == Core);

    /// <summary>Loads the images for this process, or of QwenCode.Core the IL if there is none. Of the cmdlets PowerShell loads the IL then; for the same build, the runtime gives it the image.</summary>
    /// <param name="lib">The folder of the module's assemblies.</param>
    /// <returns><see langword="false"/> if the process has another QwenCode.Core, or if none can be loaded, which PowerShell then reports.</returns>
    public static bool TryLoad(string lib)
    {
        var images = Path.Join(lib, LibFolder.Images, Target);
        if (!TryLoadFile(images, Core) && !TryLoadFile(lib, Core))
            return false;
        TryLoadFile(images, Cmdlets);
        return true;
    }

    private static string Target => $"net{Environment.Version.Major}.0-{SystemName}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    // FreeBSD must not load an image for Linux: after that the runtime does not load the IL either.
    private static string SystemName => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : OperatingSystem.IsLinux() ? "linux" : "other";

    private static bool TryLoadFile(string folder, string name)
    {
        try
        {
            var path = Path.Join(folder, $"{name}.dll");
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
