using System.Management.Automation;
using System.Management.Automation.Host;
using QwenCode.Showing;

namespace QwenCode.Pipeline;

/// <summary>What views show that needs PowerShell: an object as text, and lines as wide as the console.</summary>
public static class DisplayText
{
    /// <summary>The object as text, harmless for a terminal: the hidden property <c>Display</c> of the module's types.</summary>
    /// <remarks>A property in C# and not in script: the first script block of a session costs 25 ms at each import.</remarks>
    /// <param name="instance">The object.</param>
    public static string Of(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return HumanText.Lines(instance.ToString());
    }

    /// <summary>A text, harmless for a terminal, in lines that fit the host's window; a word that is wider than that is kept whole.</summary>
    /// <param name="host">The host.</param>
    /// <param name="text">The text.</param>
    /// <param name="indent">The columns that the view indents it by.</param>
    public static string Wrap(PSHost? host, string? text, int indent) => WordWrap.Of(HumanText.Lines(text), WidthOf(host) - indent);

    // A host without a window has no width, or an exception of its own.
    private static int WidthOf(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.WindowSize.Width ?? 0;
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException or IOException)
        {
            return 0;
        }
    }
}
