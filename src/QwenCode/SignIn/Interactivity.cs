using System.Management.Automation.Host;
using QwenCode.Pipeline;

namespace QwenCode.SignIn;

/// <summary>Decides, for the whole module, whether the user can be prompted.</summary>
internal static class Interactivity
{
    private const string HostWithoutUser = "Default Host";

    // The host of a remote session, whose user can be prompted, and of a job of Start-Job.
    private const string RemoteHostName = "ServerRemoteHost";

    private static readonly string[] OptionsWithValue =
        ["ExecutionPolicy", "ep", "InputFormat", "OutputFormat", "WorkingDirectory", "wd", "CustomPipeName", "ConfigurationName", "ConfigurationFile", "SettingsFile", "WindowStyle"];

    /// <summary>The reason why the user cannot be prompted; <see langword="null"/> if the user can.</summary>
    public static string? ReasonNotToPrompt(PSHost host)
    {
        if (Environment.GetEnvironmentVariable("CI") is { } ci && !string.IsNullOrWhiteSpace(ci) && ci.ToUpperInvariant() is not ("0" or "FALSE"))
            return "the variable CI is set";
        if (host.UI is null || host.Name == HostWithoutUser)
            return "the host has no user interface";
        if (host.Name == RemoteHostName && IsJob(Environment.GetCommandLineArgs()))
            return "it runs in a job";
        if (host.Name != ConsoleWidth.ConsoleHost)
            return null;
        if (IsStartedNonInteractive(Environment.GetCommandLineArgs().AsSpan(1)))
            return "PowerShell was started with -NonInteractive";

        // The host knows this but does not expose it.
        return System.Console.IsInputRedirected ? "the input is redirected" : null;
    }

    /// <summary>Whether the arguments of <c>pwsh</c> contain <c>-NonInteractive</c>, which may be shortened; a script's own arguments do not count.</summary>
    internal static bool IsStartedNonInteractive(ReadOnlySpan<string> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (OptionName(arguments[i]) is not { } name || Is(name, "Command", 1) || Is(name, "CommandWithArgs", 8) || Is(name, "File", 1) || Is(name, "EncodedCommand", 1) || Is(name, "cwa", 3))
                return false;
            if (Is(name, "NonInteractive", 4))
                return true;
            if (Array.Exists(OptionsWithValue, option => Is(name, option, Math.Min(2, option.Length))))
                i++;
        }

        return false;
    }

    // Start-Job starts PowerShell as a server on its standard input.
    private static bool IsJob(string[] arguments) => Array.Exists(arguments, argument => OptionName(argument) is { } name && Is(name, "ServerMode", 1));

    private static string? OptionName(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument is ['-' or '/', ..] ? argument[1..] : null;

    private static bool Is(string name, string option, int shortest) =>
        name.Length >= shortest && option.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
