using System.Management.Automation.Host;

namespace QwenCode.Session;

/// <summary>Decides, for the whole module, whether a person can be asked.</summary>
internal static class Interactivity
{
    private const string ConsoleHostName = "ConsoleHost";
    private const string HostWithoutUser = "Default Host";

    /// <summary>Why nobody can be asked; <see langword="null"/> where somebody can.</summary>
    public static string? Obstacle(PSHost host)
    {
        if (!string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable("CI")))
            return "the variable CI is set";
        if (host.UI is null || host.Name == HostWithoutUser)
            return "the host has no user interface";
        if (host.Name != ConsoleHostName)
            return null;
        if (System.Environment.GetCommandLineArgs().Skip(1).TakeWhile(a => !EndsOptions(a)).Any(IsNonInteractive))
            return "PowerShell was started with -NonInteractive";

        // The host knows this and does not tell.
        return System.Console.IsInputRedirected ? "the input is redirected" : null;
    }

    private static bool IsNonInteractive(string argument) => IsOption(argument, "noninteractive", shortest: 4);

    // What follows belongs to the script.
    private static bool EndsOptions(string argument) => IsOption(argument, "command", shortest: 1) || IsOption(argument, "file", shortest: 1)
        || IsOption(argument, "cwa", shortest: 3) || IsOption(argument, "commandwithargs", shortest: 8);

    private static bool IsOption(string argument, string name, int shortest)
    {
        var word = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument is ['-' or '/', ..] ? argument[1..] : "";
        return word.Length >= shortest && name.StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }
}
