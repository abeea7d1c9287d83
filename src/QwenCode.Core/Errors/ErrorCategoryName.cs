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
    NotImplemented,
    ObjectNotFound,
    OperationStopped,
    OperationTimeout,
    PermissionDenied,
    ProtocolError,
    QuotaExceeded,
    ReadError,
    ResourceExists,
    ResourceUnavailable,
    SecurityError,
}
