using System.Management.Automation;
using System.Reflection;
using QwenCode.Commands;

namespace QwenCode.Pipeline;

/// <summary>Keeps PowerShell from prompting whether to continue after each warning and verbose message, and before each change, of a command with <c>-Debug</c>.</summary>
/// <remarks>
/// PowerShell 7 does not prompt after debug messages, but still after these. In a session that is not interactive the command would end there, with
/// answers that are paid for. The properties are internal; if a later version lacks them, PowerShell prompts.
/// </remarks>
internal static class DebugPrompts
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Has the preference variables decide, as without <c>-Debug</c>, unless a parameter does.</summary>
    public static void Avoid(OutputCommand command)
    {
        var given = command.MyInvocation.BoundParameters;
        if (!given.TryGetValue("Debug", out var debug) || debug is not SwitchParameter { IsPresent: true })
            return;
        if (!given.ContainsKey("WarningAction"))
            Set(command.CommandRuntime, "WarningPreference", command.PreferenceOf("WarningPreference"));
        if (!given.ContainsKey("Verbose"))
            Set(command.CommandRuntime, "Verbose", command.PreferenceOf("VerbosePreference") is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore));

        // PowerShell 7.4 and 7.5 ask for confirmation too. All changes of the module have the impact Medium.
        if (!given.ContainsKey("Confirm") && LanguagePrimitives.TryConvertTo<ConfirmImpact>(command.GetVariableValue("ConfirmPreference"), out var impact) && impact is ConfirmImpact.High or ConfirmImpact.None)
            Set(command.CommandRuntime, "Confirm", new SwitchParameter(false));
    }

    private static void Set(ICommandRuntime runtime, string property, object value) => runtime.GetType().GetProperty(property, Internal)?.SetValue(runtime, value);
}
