using System.Reflection;
using System.Reflection.Emit;

namespace QwenCode.ModuleTests.Loading;

/// <summary>Makes assemblies that only look like others by their name and version, as another module may bring them.</summary>
internal static class FakeAssembly
{
    /// <summary>Writes one with a single empty class.</summary>
    /// <returns>Its file.</returns>
    public static string Write(string folder, string name, string version)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name) { Version = Version.Parse(version) }, typeof(object).Assembly);
        assembly.DefineDynamicModule(name).DefineType("SomebodyElse.Nothing", TypeAttributes.Public | TypeAttributes.Class).CreateType();
        var file = Path.Join(Directory.CreateDirectory(folder).FullName, $"{name}.dll");
        assembly.Save(file);
        return file;
    }
}
