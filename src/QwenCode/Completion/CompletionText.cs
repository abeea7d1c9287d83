using System.Management.Automation.Language;

namespace QwenCode.Completion;

/// <summary>Quotes of words at the prompt.</summary>
internal static class CompletionText
{
    /// <summary>The word without the quotes that the user may have begun it with.</summary>
    public static string Unquote(string? word) => word?.Trim('\'', '"') ?? "";

    /// <summary>The word, in quotes where the prompt needs them.</summary>
    public static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':')
            ? word
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";
}
