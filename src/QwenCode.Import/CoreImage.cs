using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace QwenCode.Loading;

/// <summary>
/// QwenCode.Core as native code, which a process need not compile anew. The module has it for some systems and for one major version of the runtime.
/// </summary>
internal static class CoreImage
{
    private const string FolderName = "images";

    /// <summary>Loads the image for this process; without one, PowerShell loads QwenCode.Core together with the cmdlets.</summary>
    /// <param name="lib">The folder of the module's assemblies.</param>
    public static void Load(string lib)
    {
        var path = Path.Join(lib, FolderName, $"net{Environment.Version.Major}.0-{System}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", $"{ModuleImport.CoreName}.dll");
        if (!File.Exists(path))
            return;
        try
        {
            AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            // The other assembly has the same code.
        }
    }

    /// <summary>The folder of the module's assemblies.</summary>
    /// <param name="core">QwenCode.Core, as an image or as it is.</param>
    public static string LibOf(Assembly core)
    {
        var folder = Path.GetDirectoryName(core.Location)!;
        var images = Path.GetDirectoryName(folder);
        return Path.GetFileName(images) == FolderName ? Path.GetDirectoryName(images)! : folder;
    }

    private static string System => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
}
