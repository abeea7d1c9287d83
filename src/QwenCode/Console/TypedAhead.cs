using System.Management.Automation.Host;
using QwenCode.Pipeline;

namespace QwenCode.Console;

/// <summary>Keys that were typed before somebody reads them.</summary>
internal static class TypedAhead
{
    /// <summary>Discards them.</summary>
    /// <param name="host">The host.</param>
    public static void Discard(PSHost host)
    {
        try
        {
            if (host.Name == ConsoleWidth.ConsoleHost)
                DiscardKeys();
            else
                host.UI.RawUI.FlushInputBuffer();
        }
        catch (Exception exception) when (exception is HostException or IOException or InvalidOperationException or NotImplementedException or NotSupportedException or UnauthorizedAccessException)
        {
            // A host without keys has none to discard.
        }
    }

    // PowerShell's own host flushes nothing on Linux and macOS. A terminal that is gone has keys without an end, and each is none.
    private static void DiscardKeys()
    {
        while (!System.Console.IsInputRedirected && System.Console.KeyAvailable && System.Console.ReadKey(intercept: true) != default)
        {
        }
    }
}
