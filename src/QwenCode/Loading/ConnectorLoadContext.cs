using System.Reflection;
using System.Runtime.Loader;

namespace QwenCode.Loading;

/// <summary>
/// The load context of QwenCode.Connectors and its packages, so that they conflict with no other module's
/// version of them. If the runtime itself has an assembly that is as new, the runtime's is used: it is precompiled, and types stay the same.
/// </summary>
internal sealed class ConnectorLoadContext : AssemblyLoadContext
{
    private static readonly Assembly Core = typeof(QwenException).Assembly;

    private readonly string _folder;
    private readonly string _imageFolder;
    private readonly HashSet<string> _runtime = RuntimeAssemblies();

    /// <summary>A load context for a folder.</summary>
    /// <param name="folder">The folder of QwenCode.Connectors. If QwenCode.Core was loaded as an image, the folder of the same name beside it has images too.</param>
    public ConnectorLoadContext(string folder)
        : base("QwenCode.Connectors")
    {
        _folder = folder;
        _imageFolder = Path.Join(Path.GetDirectoryName(Core.Location), Path.GetFileName(folder));

        // Called if the runtime's own is too old.
        Resolving += (_, assemblyName) => LoadOwn(assemblyName);
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Core.GetName().Name)
            return Core;
        return _runtime.Contains(assemblyName.Name!) ? null : LoadOwn(assemblyName);
    }

    private Assembly? LoadOwn(AssemblyName assemblyName)
    {
        try
        {
            if (LoadFrom(_imageFolder, assemblyName) is { } image)
                return image;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            // The assembly in the other folder has the same code.
        }

        return LoadFrom(_folder, assemblyName);
    }

    private Assembly? LoadFrom(string folder, AssemblyName assemblyName)
    {
        var path = Path.Join(folder, $"{assemblyName.Name}.dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private static HashSet<string> RuntimeAssemblies()
    {
        var paths = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        return new(paths.Split(Path.PathSeparator).Select(Path.GetFileNameWithoutExtension)!, StringComparer.OrdinalIgnoreCase);
    }
}
