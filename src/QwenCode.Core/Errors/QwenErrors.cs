using System.Globalization;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Errors;

/// <summary>Every error of the module: its id, message and next step; a file for each area.</summary>
internal static partial class QwenErrors
{
    private const string PassContext = "To use it here, pass it: $context = Get-QwenAuth there, and -AuthContext $using:context here.";

    private static string WordsOf(Exception exception) =>
        $"{exception.GetType().Name}: {SecretMask.Text(ForeignText.Shortened(exception.Message, MostWords)).TrimEnd('.')}";

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###} {(seconds == 1 ? "second" : "seconds")}");

    private const int MostWords = 300;
    private const string ReportIt = "Please report it as an issue of the module, with the output of -Verbose.";
    private const string LogIn = "Connect-Qwen -Method OAuth";
    private const string OAuthTierClosed = "Qwen closed its free OAuth tier on 2026-04-15";
}
