using System.Management.Automation;
using System.Management.Automation.Host;
using QwenCode.Showing;

namespace QwenCode.Pipeline;

/// <summary>What views show that needs PowerShell: an object as text, and lines as wide as the console.</summary>
public static class DisplayText
{
    private const int LeastColumns = 20;

    /// <summary>The object as text, harmless for a terminal: the hidden property <c>Display</c> of the module's types.</summary>
    /// <remarks>A property in C# and not in script: the first script block of a session costs 25 ms at each import.</remarks>
    /// <param name="instance">The object.</param>
    public static string Of(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return HumanText.Lines(instance.ToString());
    }

    /// <summary>A text, harmless for a terminal, with its lines broken between words at the width of the console.</summary>
    /// <param name="host">The host, if it is known.</param>
    /// <param name="text">The text.</param>
    /// <param name="indent">The columns that the view indents it by.</param>
    internal static string Wrap(PSHost? host, string? text, int indent)
    {
        var lines = HumanText.Lines(text);
        return ConsoleWidth.Of(host) is { } width && width - indent >= LeastColumns ? WordWrap.Of(lines, width - indent) : lines;
    }
}
