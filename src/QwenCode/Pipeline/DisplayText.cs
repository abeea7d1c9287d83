using System.Management.Automation;
using QwenCode.Showing;

namespace QwenCode.Pipeline;

/// <summary>The hidden property <c>Display</c> of the module's types, for PowerShell's view of several types in a row.</summary>
/// <remarks>A property in C# and not in script: the first script block of a session costs 25 ms at each import.</remarks>
public static class DisplayText
{
    /// <summary>The object as text, harmless for a terminal.</summary>
    /// <param name="instance">The object.</param>
    public static string Of(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return HumanText.Lines(instance.ToString());
    }
}
