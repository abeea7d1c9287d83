namespace QwenCode.Chat;

/// <summary>The port to a chat service. Failures of the network come out as the exceptions of <see cref="HttpClient"/>.</summary>
internal interface IConnector
{
    /// <summary>Sends a chat completion request and returns the whole answer, whatever its status.</summary>
    Task<WireAnswer> CompleteChatAsync(WireCall call, CancellationToken cancellationToken);

    /// <summary>Sends a chat completion request and returns as soon as the answer begins, whatever its status.</summary>
    Task<WireStream> StreamChatAsync(WireCall call, CancellationToken cancellationToken);

    /// <summary>Requests the list of models and returns the whole answer, whatever its status.</summary>
    Task<WireAnswer> ListModelsAsync(WireCall call, CancellationToken cancellationToken);
}
