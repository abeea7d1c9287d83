using System.Management.Automation;
using QwenCode.Commands;

namespace QwenCode.Pipeline;

/// <summary>Whether text on the host may have styles: colors, bold.</summary>
internal static class TerminalStyle
{
    private const string Variable = "NO_COLOR";
    private const string Preference = "PSStyle";
    private const string PlainText = "PlainText";

    /// <summary>Whether the host is a console that shows styles, and the user has not turned them off.</summary>
    /// <param name="command">A command that runs there.</param>
    public static bool IsOn(QwenCommand command) => ConsoleWidth.Of(command.Host) is not null
        && command.Host.UI.SupportsVirtualTerminal
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable))
        && !IsPlain(command.SessionState.PSVariable.GetValue(Preference));

    // PowerShell Standard has no such type.
    private static bool IsPlain(object? style) =>
        style is not null && PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString() == PlainText;
}
