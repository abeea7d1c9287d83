using static QwenCode.Errors.ErrorCategoryName;

namespace QwenCode.Errors;

/// <summary>The fixed facts of each id. The compiler rejects an id that is missing here.</summary>
internal static class ErrorTable
{
#pragma warning disable CS8524 // A number that is not an id.
    /// <summary>PowerShell's category, and whether the command ends since no further input can be processed.</summary>
    public static (ErrorCategoryName Category, bool EndsCommand) Of(ErrorId id) => id switch
    {
        ErrorId.NoAuthentication => (AuthenticationError, true),
        ErrorId.InteractiveLoginUnavailable => (AuthenticationError, true),
        ErrorId.AuthorizationDenied => (AuthenticationError, true),
        ErrorId.AuthorizationExpired => (OperationTimeout, true),
        ErrorId.CredentialRejected => (AuthenticationError, true),
        ErrorId.CredentialFileInvalid => (InvalidData, true),
        ErrorId.CredentialFileUnwritable => (ResourceUnavailable, true),
        ErrorId.CredentialLocked => (ResourceUnavailable, true),
        ErrorId.InvalidApiKey => (AuthenticationError, true),
        ErrorId.PermissionDenied => (PermissionDenied, false),
        ErrorId.MethodNotAllowed => (PermissionDenied, true),
        ErrorId.UntrustedEndpoint => (SecurityError, true),
        ErrorId.RateLimited => (LimitsExceeded, false),
        ErrorId.QuotaExceeded => (QuotaExceeded, true),
        ErrorId.ModelRequired => (InvalidArgument, true),
        ErrorId.ModelNotFound => (ObjectNotFound, true),
        ErrorId.NoInput => (ObjectNotFound, false),
        ErrorId.InvalidInput => (InvalidData, false),
        ErrorId.InvalidParameter => (InvalidArgument, true),
        ErrorId.InvalidRequest => (InvalidArgument, false),
        ErrorId.ContextTooLong => (LimitsExceeded, false),
        ErrorId.ContentFiltered => (PermissionDenied, false),
        ErrorId.ServiceUnavailable => (ResourceUnavailable, false),
        ErrorId.ConnectionFailed => (ConnectionError, false),
        ErrorId.TlsFailed => (SecurityError, false),
        ErrorId.RequestTimedOut => (OperationTimeout, false),
        ErrorId.IncompleteAnswer => (ReadError, false),
        ErrorId.AnswerTooLarge => (LimitsExceeded, false),
        ErrorId.ProtocolViolation => (ProtocolError, false),
        ErrorId.ObjectCreationFailed => (InvalidResult, false),
        ErrorId.EnvFileUnreadable => (ReadError, true),
        ErrorId.SettingsFileInvalid => (InvalidData, true),
        ErrorId.SettingsFileUnwritable => (ResourceUnavailable, true),
        ErrorId.ConsoleUnavailable => (ResourceUnavailable, true),
        ErrorId.ConversationNotFound => (ObjectNotFound, false),
        ErrorId.ConversationInUse => (ResourceUnavailable, false),
        ErrorId.ConversationFileInvalid => (InvalidData, false),
        ErrorId.ConversationFileUnwritable => (ResourceUnavailable, false),
        ErrorId.InvalidTool => (InvalidArgument, false),
        ErrorId.ToolRoundsExceeded => (LimitsExceeded, false),
        ErrorId.ToolCallsStopped => (OperationStopped, true),
        ErrorId.CheckpointInvalid => (InvalidData, true),
        ErrorId.CheckpointInUse => (ResourceUnavailable, true),
        ErrorId.CheckpointUnwritable => (ResourceUnavailable, true),
        ErrorId.BatchNotFound => (ObjectNotFound, false),
        ErrorId.BatchExists => (ResourceExists, true),
        ErrorId.BatchInUse => (ResourceUnavailable, false),
        ErrorId.BatchOfOtherAccount => (SecurityError, false),
        ErrorId.BatchesUnsupported => (NotImplemented, true),
        ErrorId.BatchNotFinished => (ResourceUnavailable, false),
        ErrorId.BatchFailed => (InvalidResult, false),
        ErrorId.BatchRequestNotRun => (InvalidResult, false),
        ErrorId.BatchFileInvalid => (InvalidData, false),
        ErrorId.BatchFileUnwritable => (ResourceUnavailable, true),
        ErrorId.UnexpectedFailure => (InvalidResult, false),
    };
#pragma warning restore CS8524
}
