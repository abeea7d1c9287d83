using System.Management.Automation;

namespace QwenCode.Loading;

/// <summary>What PowerShell runs first at an import.</summary>
public sealed class ModuleImport : IModuleAssemblyInitializer
{
    internal const string CoreName = "QwenCode.Core";

    /// <summary>Called by PowerShell before it loads the cmdlets.</summary>
    /// <exception cref="InvalidOperationException">Another copy of the module is loaded.</exception>
    public void OnImport()
    {
        if (AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == CoreName) is { } core)
            SingleCopy.Check(core);
        else
            CoreImage.Load(Path.GetDirectoryName(typeof(ModuleImport).Assembly.Location)!);
    }
}
