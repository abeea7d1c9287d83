using System.Globalization;

namespace QwenCode.Loopback;

/// <summary>One request as it arrived, and what became of its response.</summary>
public sealed class RecordedRequest
{
    private readonly TaskCompletionSource _clientGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<ChatRequestBody?> _chatBody;
    private readonly Lock _gate = new();
    private bool _ending;
    private bool _abortedByServer;

    internal RecordedRequest(string body)
    {
        Body = body;
        _chatBody = new(() => ChatRequestBody.Parse(body));
    }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The decoded path, for instance <c>/v1/chat/completions</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, or an empty string.</summary>
    public required string QueryString { get; init; }

    /// <summary>The headers; names are case-insensitive, repeated ones are joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The whole body, read as UTF-8; of an upload only a note of its length.</summary>
    public string Body { get; private set; }

    /// <summary>The body as that of a chat request; null if it is no JSON object.</summary>
    public ChatRequestBody? ChatBody => _chatBody.Value;

    /// <summary>The names of the tools that it offers.</summary>
    public IReadOnlyList<string> ToolNames => ChatBody?.ToolNames ?? [];

    /// <summary>All results of tool calls that it carries, in order.</summary>
    public IReadOnlyList<ToolMessage> ToolMessages => [.. (ChatBody?.Messages ?? []).Select(message => message.ToolMessage).OfType<ToolMessage>()];

    /// <summary>When the body had arrived; of an upload, the headers.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Completes when the client went away before the response ended; is cancelled when the response ended
    /// in another way, so that waiting for it never hangs.</summary>
    public Task ClientGone => _clientGone.Task;

    /// <summary>Completes when the response was finished or aborted by either side.</summary>
    public Task Completed => _completed.Task;

    /// <summary>Whether the response was aborted by either side; meaningful once <see cref="Completed"/> is.</summary>
    public bool Aborted { get; private set; }

    internal void NoteUpload(long fileLength) => Body = string.Create(CultureInfo.InvariantCulture, $"(a file of {fileLength} bytes)");

    /// <summary>The last bytes are about to be written: from here on, a client that closes has its answer.</summary>
    internal void MarkEnding()
    {
        lock (_gate)
            _ending = true;
    }

    internal void MarkAbortedByServer()
    {
        lock (_gate)
        {
            _abortedByServer = true;
            Aborted = true;
        }
    }

    internal void MarkConnectionLost()
    {
        lock (_gate)
        {
            if (_ending || _abortedByServer || _completed.Task.IsCompleted)
                return;
            Aborted = true;
        }

        _clientGone.TrySetResult();
    }

    internal void MarkCompleted()
    {
        _clientGone.TrySetCanceled();
        _completed.TrySetResult();
    }
}
