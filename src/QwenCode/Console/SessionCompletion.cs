using System.Management.Automation;

namespace QwenCode.Console;

/// <summary>Completes a command after <c>!</c> as PowerShell's prompt does.</summary>
internal static class SessionCompletion
{
    /// <summary>The texts that can complete it.</summary>
    /// <param name="text">The line.</param>
    /// <param name="cursor">The position of the cursor.</param>
    public static Completions Complete(string text, int cursor)
    {
        var start = text.Length - text.TrimStart('!').Length;
        if (cursor < start)
            return Completions.None;
        try
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            var found = CommandCompletion.CompleteInput(text[start..], cursor - start, null, shell);
            return ChatCompleter.Of(
                start + found.ReplacementIndex,
                start + found.ReplacementIndex + found.ReplacementLength,
                found.CompletionMatches.Select(match => (match.CompletionText, match.ToolTip == match.ListItemText ? "" : match.ToolTip)));
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            // A completer of the user's that fails completes nothing, as at PowerShell's prompt.
            return Completions.None;
        }
    }
}
