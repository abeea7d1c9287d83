using System.Management.Automation.Host;

namespace QwenCode.Pipeline;

/// <summary>The width of the console that a person looks at.</summary>
internal static class ConsoleWidth
{
    /// <summary>The name of PowerShell's own host.</summary>
    public const string ConsoleHost = "ConsoleHost";

    private const int Smallest = 20;

    /// <summary>Whether the host is a console whose standard output leads to a file or another program.</summary>
    public static bool IsRedirected(PSHost? host) => host?.Name == ConsoleHost && System.Console.IsOutputRedirected;

    /// <summary>The columns; <see langword="null"/> if the output goes elsewhere, or the host breaks lines itself.</summary>
    public static int? Of(PSHost? host)
    {
        if (host is not { Name: ConsoleHost, UI.RawUI: { } ui } || IsRedirected(host))
            return null;
        try
        {
            return ui.BufferSize.Width is >= Smallest and var width ? width : null;
        }
        catch (Exception exception) when (exception is HostException or IOException or NotSupportedException)
        {
            return null;
        }
    }
}
