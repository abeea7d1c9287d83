namespace QwenCode.Errors;

/// <summary>The ids of the module's errors. Their names are the first word of PowerShell's <c>FullyQualifiedErrorId</c>, so none is ever renamed.</summary>
internal enum ErrorId
{
    /// <summary>Neither a key nor a sign-in was found.</summary>
    NoAuthentication,

    /// <summary>A sign-in needs a person, and there is none.</summary>
    InteractiveLoginUnavailable,

    /// <summary>The user declined the sign-in.</summary>
    AuthorizationDenied,

    /// <summary>The user did not approve the sign-in in time.</summary>
    AuthorizationExpired,

    /// <summary>A service rejected a sign-in or a token.</summary>
    CredentialRejected,

    /// <summary>The stored credential cannot be read.</summary>
    CredentialFileInvalid,

    /// <summary>A credential cannot be stored or removed.</summary>
    CredentialFileUnwritable,

    /// <summary>Another process has locked the stored credential, or it cannot be locked.</summary>
    CredentialLocked,

    /// <summary>A service rejected the API key, or no header can carry it.</summary>
    InvalidApiKey,

    /// <summary>The service does not allow this request with this credential.</summary>
    PermissionDenied,

    /// <summary>The settings allow another method only.</summary>
    MethodNotAllowed,

    /// <summary>The credential is not for this endpoint.</summary>
    UntrustedEndpoint,

    /// <summary>The service received too many requests.</summary>
    RateLimited,

    /// <summary>The account's quota is exhausted.</summary>
    QuotaExceeded,

    /// <summary>No model was specified.</summary>
    ModelRequired,

    /// <summary>The endpoint has no such model.</summary>
    ModelNotFound,

    /// <summary>There is nothing to send.</summary>
    NoInput,

    /// <summary>A file, a directory or piped input cannot be used.</summary>
    InvalidInput,

    /// <summary>A parameter cannot be used, or a variable or setting instead.</summary>
    InvalidParameter,

    /// <summary>The service rejected the request.</summary>
    InvalidRequest,

    /// <summary>The request is longer than the model accepts.</summary>
    ContextTooLong,

    /// <summary>The service withheld the answer.</summary>
    ContentFiltered,

    /// <summary>The service failed.</summary>
    ServiceUnavailable,

    /// <summary>The service cannot be reached.</summary>
    ConnectionFailed,

    /// <summary>A secure connection to the service cannot be established.</summary>
    TlsFailed,

    /// <summary>The time limit passed before the response was complete.</summary>
    RequestTimedOut,

    /// <summary>The response ended too early.</summary>
    IncompleteAnswer,

    /// <summary>The response exceeds the limit.</summary>
    AnswerTooLarge,

    /// <summary>The response is not what the protocol or the schema demands.</summary>
    ProtocolViolation,

    /// <summary>The class of <c>-Schema</c> threw an exception.</summary>
    ObjectCreationFailed,

    /// <summary>The <c>.env</c> file in effect cannot be read.</summary>
    EnvFileUnreadable,

    /// <summary>A settings file cannot be used.</summary>
    SettingsFileInvalid,

    /// <summary>The settings file cannot be written.</summary>
    SettingsFileUnwritable,

    /// <summary>The session has no console to talk in.</summary>
    ConsoleUnavailable,

    /// <summary>There is no saved conversation of that name, or none of that folder.</summary>
    ConversationNotFound,

    /// <summary>Another console or command has the saved conversation open.</summary>
    ConversationInUse,

    /// <summary>The file of a saved conversation cannot be used.</summary>
    ConversationFileInvalid,

    /// <summary>A conversation cannot be saved, renamed or removed.</summary>
    ConversationFileUnwritable,

    /// <summary>A command cannot be a tool, or not so.</summary>
    InvalidTool,

    /// <summary>The model did not stop calling tools.</summary>
    ToolRoundsExceeded,

    /// <summary>The user denied a tool call and stopped the request.</summary>
    ToolCallsStopped,

    /// <summary>The file is not a checkpoint, or of another run.</summary>
    CheckpointInvalid,

    /// <summary>Another command writes the checkpoint.</summary>
    CheckpointInUse,

    /// <summary>The checkpoint cannot be written.</summary>
    CheckpointUnwritable,

    /// <summary>There is no batch of that name on this machine.</summary>
    BatchNotFound,

    /// <summary>A batch of that name was already started.</summary>
    BatchExists,

    /// <summary>Another command is using the batch.</summary>
    BatchInUse,

    /// <summary>The batch belongs to another account than the one in effect.</summary>
    BatchOfOtherAccount,

    /// <summary>The provider has no batches.</summary>
    BatchesUnsupported,

    /// <summary>The batch has not ended.</summary>
    BatchNotFinished,

    /// <summary>The service rejected a batch or a job of it as a whole.</summary>
    BatchFailed,

    /// <summary>The service did not carry out a request of a batch.</summary>
    BatchRequestNotRun,

    /// <summary>A file of a batch cannot be read.</summary>
    BatchFileInvalid,

    /// <summary>A file of a batch cannot be written.</summary>
    BatchFileUnwritable,

    /// <summary>Nobody foresaw this.</summary>
    UnexpectedFailure,
}
