using System.Reflection;
using System.Runtime.Loader;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>Loads the assemblies of a folder, such as the package's, and not those that the tests were built with.</summary>
internal sealed class FolderLoadContext(string folder) : AssemblyLoadContext(nameof(FolderLoadContext))
{
    /// <summary>Loads an assembly of the folder.</summary>
    public Assembly Load(string name) => LoadFromAssemblyPath(Path.Join(folder, name));

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        Path.Join(folder, $"{assemblyName.Name}.dll") is var file && File.Exists(file) ? LoadFromAssemblyPath(file) : null;
}
