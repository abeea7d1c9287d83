using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode;

/// <summary>An error with a stable id, a message with the event and the source of a value, and a recommended action.</summary>
public class QwenException : Exception
{
    // Messages contain text from services, files and settings, which may be of any length.
    internal const int MostCharacters = 8 * 1024;

    internal QwenException(ErrorId id, string what, string next, Exception? innerException = null)
        : base($"{ForeignText.OneLine(SecretMask.Text(what), MostCharacters)} {ForeignText.OneLine(next, MostCharacters)}", Harmless(innerException))
    {
        Id = id;
        RecommendedAction = ForeignText.OneLine(next, MostCharacters);
    }

    /// <summary>The stable id, such as <c>NoAuthentication</c>; the first part of PowerShell's <c>FullyQualifiedErrorId</c>.</summary>
    /// <remarks>It is text, so that it reads the same once it comes back from XML, JSON or a job.</remarks>
    public string ErrorId => Id.ToString();

    /// <summary>The recommended action.</summary>
    public string RecommendedAction { get; }

    /// <summary>The tool calls that were carried out before the failure; empty if there were none.</summary>
    public IReadOnlyList<ToolCallRecord> ToolCalls { get; internal set; } = Array.Empty<ToolCallRecord>();

    /// <summary>The conversation with those calls, for <c>-Conversation</c>; <see langword="null"/> if there were none.</summary>
    public Conversation? Conversation { get; internal set; }

    /// <summary>The stable id.</summary>
    internal ErrorId Id { get; }

    internal ErrorCategoryName Category => ErrorTable.Of(Id).Category;

    /// <summary>Whether the command ends, since no further input can be processed.</summary>
    internal bool EndsCommand => ErrorTable.Of(Id).EndsCommand;

    /// <summary>What happened, without the recommended action.</summary>
    internal string Event => Message[..^RecommendedAction.Length].TrimEnd();

    /// <summary>The same error with a further sentence about what it means, another recommended action, or both.</summary>
    /// <param name="sentence">The sentence; empty for none.</param>
    /// <param name="next">The recommended action; by default the error's.</param>
    internal QwenException With(string sentence, string? next = null)
    {
        var copy = Copy(sentence.Length == 0 ? Event : $"{Event} {sentence}", next ?? RecommendedAction);
        (copy.ToolCalls, copy.Conversation) = (ToolCalls, Conversation);
        return copy;
    }

    private protected virtual QwenException Copy(string what, string next) => new(Id, what, next, InnerException);

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
