using System.Management.Automation;

namespace QwenCode.Pipeline;

/// <summary>Makes PowerShell's error records of Core's exceptions.</summary>
internal static class ErrorRecords
{
    /// <summary>
    /// The record for <paramref name="exception"/>. It has no error details: the message already ends in the recommended action, which
    /// PowerShell would show a second time.
    /// </summary>
    public static ErrorRecord From(QwenException exception, object? target) =>
        new(exception, exception.ErrorId, Enum.Parse<ErrorCategory>(exception.Category.ToString()), target);
}
