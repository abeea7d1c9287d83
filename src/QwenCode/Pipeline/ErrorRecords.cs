using System.Management.Automation;
using QwenCode.Showing;

namespace QwenCode.Pipeline;

/// <summary>Creates PowerShell's error records from Core's exceptions.</summary>
internal static class ErrorRecords
{
    private const int MostCharacters = 200;

    /// <summary>
    /// The record for <paramref name="exception"/>. It has no error details: the message already ends in the recommended action, which
    /// PowerShell would show a second time.
    /// </summary>
    public static ErrorRecord From(QwenException exception, object? target)
    {
        var record = new ErrorRecord(exception, exception.ErrorId, Enum.Parse<ErrorCategory>(exception.Category.ToString()), target);

        // NormalView and CategoryView show it.
        if (!ForeignText.IsHarmless(record.CategoryInfo.TargetName))
            record.CategoryInfo.TargetName = ForeignText.OneLine(record.CategoryInfo.TargetName, MostCharacters);
        return record;
    }

    /// <summary>
    /// Whether an exception is none that a cmdlet lets pass: one of the module's own, one of PowerShell's, which end a pipeline or come from
    /// what stands behind the cmdlet in it, or a cancellation.
    /// </summary>
    public static bool IsUnexpected(Exception exception) =>
        exception is not (QwenException or OperationCanceledException) && exception.GetType().Assembly != typeof(PSObject).Assembly;
}
