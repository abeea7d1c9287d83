using System.Management.Automation;

namespace QwenCode.Loading;

/// <summary>What PowerShell runs first at an import.</summary>
public sealed class ModuleImport : IModuleAssemblyInitializer
{
    /// <summary>Called by PowerShell before it loads the cmdlets.</summary>
    /// <exception cref="InvalidOperationException">Another copy of the module is loaded.</exception>
    public void OnImport()
    {
        // Another runspace may load another copy between the two lines.
        if (CoreAssembly.Loaded is null && CoreAssembly.TryLoad(Path.GetDirectoryName(typeof(ModuleImport).Assembly.Location)!))
            return;
        if (CoreAssembly.Loaded is { } core)
            SingleCopy.Check(core);
    }
}
