using System.Management.Automation.Language;
using QwenCode.Showing;

namespace QwenCode.ArgumentCompletion;

/// <summary>Quotes words for PowerShell's prompt, and removes their quotes.</summary>
internal static class CompletionText
{
    /// <summary>The word without the quotes that the user may have put around it, or begun it with.</summary>
    public static string Unquote(string? word) => word switch
    {
        ['\'', .. var rest] => Inner(rest, '\'').Replace("''", "'", StringComparison.Ordinal),
        ['"', .. var rest] => Inner(rest, '"'),
        _ => word ?? "",
    };

    /// <summary>The word, in quotes if the prompt needs them.</summary>
    public static string Quote(string word) =>
        word is not ("" or ['-', ..]) && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':')
            ? word
            : ForeignText.IsHarmless(word) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'" : $"\"{Escape(word)}\"";

    /// <summary>A variable's name as an expression.</summary>
    public static string Variable(string name) =>
        name.All(c => char.IsLetterOrDigit(c) || c == '_') ? $"${name}" : $"${{{CodeGeneration.EscapeVariableName(name)}}}";

    private static string Escape(string word) =>
        string.Concat(word.Select(c => c == ' ' || (char.IsLetterOrDigit(c) && !ForeignCharacter.IsSuspect(c)) ? c.ToString() : $"`u{{{(int)c:X}}}"));

    private static string Inner(string rest, char quote) => rest.EndsWith(quote) ? rest[..^1] : rest;
}
