using System.Management.Automation;
using System.Reflection;

namespace QwenCode.Loading;

/// <summary>
/// Rejects an import while the process holds another copy of the module: a process cannot run two builds of it, and must not show the
/// version of one and run the other.
/// </summary>
internal static class SingleCopy
{
    private static readonly StringComparison PathComparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Ensures that the loaded copy is the one that is imported.</summary>
    /// <param name="core">Its QwenCode.Core.</param>
    /// <exception cref="InvalidOperationException">It is another one.</exception>
    public static void Check(Assembly core)
    {
        var loaded = CoreAssembly.LibOf(core);
        var imported = ImportedFolder();
        if (!string.Equals(loaded, imported, PathComparison))
            throw new InvalidOperationException($"Another copy of QwenCode is loaded in this process, from '{Path.GetDirectoryName(loaded)}'. Start a new PowerShell session to import the one in '{Path.GetDirectoryName(imported)}'.");
    }

    // Two copies of the same build share this assembly, so that its own location does not show which of them is imported.
    private static string ImportedFolder()
    {
        // In a scope of its own, since a session in another language mode cannot dot-source it.
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var folder = shell.AddScript("$ExecutionContext.SessionState.Module.ModuleBase", useLocalScope: true).Invoke<string>().FirstOrDefault();
        return folder == null ? Path.GetDirectoryName(typeof(SingleCopy).Assembly.Location)! : Path.Join(folder, "lib");
    }
}
