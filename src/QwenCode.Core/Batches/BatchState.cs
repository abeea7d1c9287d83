namespace QwenCode;

/// <summary>The states of a batch.</summary>
public enum BatchState
{
    /// <summary>It has not been submitted to the service completely. The command that starts it is in progress, or was interrupted.</summary>
    Incomplete,

    /// <summary>The service checks the requests.</summary>
    Validating,

    /// <summary>The service carries out the requests.</summary>
    InProgress,

    /// <summary>The service writes the results.</summary>
    Finalizing,

    /// <summary>The service is cancelling it.</summary>
    Cancelling,

    /// <summary>The results can be received.</summary>
    Completed,

    /// <summary>The service rejected it or a part of it.</summary>
    Failed,

    /// <summary>The completion window ended before all requests were carried out. The finished results can be received.</summary>
    Expired,

    /// <summary>It was cancelled. The finished results can be received.</summary>
    Cancelled,
}
