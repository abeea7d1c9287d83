using System.Reflection;
using System.Runtime.Loader;

namespace QwenCode.Loading;

/// <summary>
/// The load context of QwenCode.Connectors and its packages, so that no other module's version of them is in the way, nor ours in
/// theirs. Where the runtime itself brings an assembly that is as new, the runtime's is taken: it is precompiled, and types stay the same.
/// </summary>
internal sealed class ConnectorLoadContext(string folder) : AssemblyLoadContext("QwenCode.Connectors")
{
    private static readonly Assembly Core = typeof(QwenException).Assembly;

    private readonly Lazy<Dictionary<string, string>> _runtime = new(RuntimeAssemblies);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Core.GetName().Name)
            return Core;
        var path = Path.Join(folder, $"{assemblyName.Name}.dll");
        return !File.Exists(path) || RuntimeHas(assemblyName) ? null : LoadFromAssemblyPath(path);
    }

    private bool RuntimeHas(AssemblyName asked) =>
        _runtime.Value.TryGetValue(asked.Name!, out var path) && AssemblyName.GetAssemblyName(path).Version >= asked.Version;

    private static Dictionary<string, string> RuntimeAssemblies()
    {
        var paths = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        var assemblies = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            assemblies.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        return assemblies;
    }
}
