using System.Management.Automation;
using QwenCode.Errors;
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

    /// <summary>Runs a step of a command; its failure, or <see langword="null"/>.</summary>
    /// <param name="step">The step.</param>
    /// <param name="ended">Cancelled when the command has ended; an object from outside can throw a cancellation, too.</param>
    public static QwenException? FailureOf(Action step, CancellationToken ended)
    {
        try
        {
            step();
            return null;
        }
        catch (QwenException exception)
        {
            return exception;
        }
        catch (Exception exception) when (IsUnexpected(exception) || (exception is OperationCanceledException && !ended.IsCancellationRequested))
        {
            return QwenErrors.UnexpectedFailure(exception);
        }
    }

    /// <summary>
    /// Whether an exception is unexpected: neither the module's own, nor a cancellation, nor one of PowerShell's, which ends the pipeline or
    /// comes from a command after this one in it.
    /// </summary>
    public static bool IsUnexpected(Exception exception) =>
        exception is not (QwenException or OperationCanceledException) && exception.GetType().Assembly != typeof(PSObject).Assembly;
}
