namespace QwenCode.Errors;

/// <summary>The categories of PowerShell's <c>ErrorCategory</c> that occur here, by the same names.</summary>
internal enum ErrorCategoryName
{
    AuthenticationError,
    ConnectionError,
    InvalidArgument,
    InvalidData,
    InvalidResult,
    LimitsExceeded,
    ObjectNotFound,
    OperationTimeout,
    PermissionDenied,
    ProtocolError,
    QuotaExceeded,
    ReadError,
    ResourceUnavailable,
    SecurityError,
}

/// <summary>The fixed facts of an error.</summary>
/// <param name="Id">The stable id.</param>
/// <param name="Category">PowerShell's category.</param>
/// <param name="IsTerminating">Whether no further input can be processed.</param>
internal sealed record ErrorDefinition(string Id, ErrorCategoryName Category, bool IsTerminating = false);
