using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode;

/// <summary>An error with a stable id, a message that says what happened and where a value came from, and a recommended action.</summary>
public class QwenException : Exception
{
    // Messages contain text from services, files and settings, which may be of any length.
    internal const int MostCharacters = 8 * 1024;

    internal QwenException(ErrorDefinition definition, string what, string next, Exception? innerException = null)
        : base($"{ForeignText.OneLine(SecretMask.Text(what), MostCharacters)} {ForeignText.OneLine(next)}", Harmless(innerException))
    {
        ErrorId = definition.Id;
        Category = definition.Category;
        IsTerminating = definition.IsTerminating;
        RecommendedAction = ForeignText.OneLine(next);
    }

    /// <summary>The stable id, such as <c>NoAuthentication</c>; the first part of PowerShell's <c>FullyQualifiedErrorId</c>.</summary>
    public string ErrorId { get; }

    /// <summary>The recommended action.</summary>
    public string RecommendedAction { get; }

    internal ErrorCategoryName Category { get; }

    /// <summary>Whether no further input can be processed.</summary>
    internal bool IsTerminating { get; }

    /// <summary>The same error with a further sentence about what it means.</summary>
    internal QwenException With(string sentence) => Copy(new ErrorDefinition(ErrorId, Category, IsTerminating), $"{Message[..^RecommendedAction.Length]}{sentence}", RecommendedAction);

    private protected virtual QwenException Copy(ErrorDefinition definition, string what, string next) => new(definition, what, next, InnerException);

    // Get-Error shows the messages of inner exceptions; the message has what they say.
    private static Exception? Harmless(Exception? cause)
    {
        for (var each = cause; each is not null; each = each.InnerException)
        {
            if (each.Message is var words && (words.Length > MostCharacters || !ReferenceEquals(ForeignText.Lines(words), words)))
                return null;
        }

        return cause;
    }
}
