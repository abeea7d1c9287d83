namespace QwenCode.ModuleTests.ArgumentCompletion;

/// <summary>The key that completes, by PowerShell's own engine.</summary>
internal static class Tab
{
    /// <summary>
    /// Functions for a script: <c>Tab</c> gives the lines that a line with the cursor at <c>¦</c> can become, and <c>Tip</c> the
    /// tooltip of each.
    /// </summary>
    public const string Functions = """
        function Find-Completion([string] $line) {
            $cursor = $line.IndexOf('¦')
            TabExpansion2 -inputScript $line.Remove($cursor, 1) -cursorColumn $cursor
        }

        function Tab([string] $line) {
            $found = Find-Completion $line
            foreach ($match in $found.CompletionMatches) {
                $line.Replace('¦', '').Remove($found.ReplacementIndex, $found.ReplacementLength).Insert($found.ReplacementIndex, $match.CompletionText)
            }
        }

        function Tip([string] $line) { (Find-Completion $line).CompletionMatches | ForEach-Object { "$($_.ListItemText): $($_.ToolTip)" } }

        """;
}
