using System.Management.Automation;

namespace QwenCode.Session;

/// <summary>Forgets keys and choices when the module is removed.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <summary>Called by PowerShell at <c>Remove-Module</c>.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => QwenSession.Remove();
}
