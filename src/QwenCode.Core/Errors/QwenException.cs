using QwenCode.Errors;

namespace QwenCode;

/// <summary>A failure with a stable id, a message that says what happened and where a value came from, and the next step.</summary>
public class QwenException : Exception
{
    internal QwenException(ErrorDefinition definition, string what, string next, Exception? innerException = null)
        : base($"{what} {next}", innerException)
    {
        ErrorId = definition.Id;
        Category = definition.Category;
        IsTerminating = definition.IsTerminating;
        RecommendedAction = next;
    }

    /// <summary>The stable id, such as <c>NoAuthentication</c>; the first part of PowerShell's <c>FullyQualifiedErrorId</c>.</summary>
    public string ErrorId { get; }

    /// <summary>What to do or to run next.</summary>
    public string RecommendedAction { get; }

    internal ErrorCategoryName Category { get; }

    /// <summary>Whether nothing can be done for any further input.</summary>
    internal bool IsTerminating { get; }
}
