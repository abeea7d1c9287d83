using System.Reflection;

namespace QwenCode.Net8Host;

/// <summary>
/// Takes the module's folder <c>lib</c> and writes its findings as a line of JSON. The assembly of the cmdlets loads as
/// PowerShell loads it, and what needs no PowerShell in it is used: its loader, and through that all of the connectors.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        var lib = arguments[0];
        foreach (var name in new[] { "QwenCode.Core.dll", "QwenCode.dll" })
            Assembly.LoadFrom(Path.Join(lib, name));
        System.Console.WriteLine(await ModuleUse.RunAsync());
    }
}
