namespace QwenCode.Chat;

/// <summary>Tells regular expressions that JSON schema reads as .NET does from those that only .NET reads.</summary>
internal static class SchemaPattern
{
    private const string EscapesOfNet = "AZzGpPaeckx";
    private static readonly string[] Groups = ["(?:", "(?=", "(?!", "(?<=", "(?<!"];

    /// <summary>Whether JSON schema reads the pattern, too.</summary>
    public static bool IsCommon(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                if (++i == pattern.Length || EscapesOfNet.Contains(pattern[i], StringComparison.Ordinal))
                    return false;
            }
            else if (pattern.AsSpan(i).StartsWith("(?") && !Array.Exists(Groups, group => pattern.AsSpan(i).StartsWith(group)))
            {
                return false;
            }
            else if (pattern.AsSpan(i).StartsWith("-["))
            {
                return false;
            }
        }

        return true;
    }
}
