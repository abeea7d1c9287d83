namespace QwenCode.Chat;

/// <summary>Obtains answers from models.</summary>
internal interface IChatClient
{
    /// <summary>Sends a request and returns when the first delta of the answer has arrived; if the answer is wanted whole, the only one.</summary>
    /// <exception cref="QwenException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    Task<DeltaReader> OpenAsync(ChatCall call);
}
