using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using QwenCode.Showing;

namespace QwenCode.Pipeline;

/// <summary>The view of an answer that is shown as its text.</summary>
internal static class AnswerView
{
    /// <summary>The text, harmless for a terminal; on a console, broken between words.</summary>
    /// <param name="answer">The answer, or one that came back from XML.</param>
    /// <param name="host">The host, if it is known.</param>
    public static string Of(PSObject answer, PSHost? host)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var text = HumanText.Block(answer.Properties[nameof(ChatAnswer.Text)]?.Value);
        return ConsoleWidth.Of(host) is { } width && !IsCaptured() ? WordWrap.Of(text, width) : text;
    }

    // A file or a string holds the text as it is, and a view does not know where its output goes.
    private static bool IsCaptured() => Array.Exists(
        new StackTrace(fNeedFileInfo: false).GetFrames(), frame => frame.GetMethod()?.DeclaringType?.Name is "OutFileCommand" or "OutStringCommand");
}
