using System.Text;

namespace QwenCode.Chat;

/// <summary>Puts an answer together from the pieces of a stream, or from one whole body.</summary>
internal sealed class AnswerBuilder(ChatRequest request, AuthContext context, string requestedModel, string askedModel)
{
    private readonly Pieces _text = new();
    private readonly Pieces _reasoning = new();
    private string? _model;
    private string? _id;
    private long? _created;
    private TokenUsage? _usage;

    /// <summary>The text that has arrived; <see langword="null"/> where none has.</summary>
    public string? PartialText => _text.Length > 0 ? _text.ToString() : null;

    /// <summary>Why the answer ended; <see langword="null"/> while it has not said so.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>Takes what a piece or body tells about the whole answer.</summary>
    public void TakeHead(Completion head)
    {
        _id ??= NullIfEmpty(head.Id);
        _model ??= NullIfEmpty(head.Model);
        _created ??= head.Created;
        _usage = head.Usage ?? _usage;
    }

    /// <summary>Whether the answer stays within a limit with a further piece.</summary>
    public bool HasRoom(string text, string? reasoning, int most) =>
        (long)_text.Length + _reasoning.Length + text.Length + (reasoning?.Length ?? 0) <= most;

    /// <summary>Takes a piece of the text and of the reasoning.</summary>
    public void TakeText(string? text, string? reasoning)
    {
        _text.Append(text);
        _reasoning.Append(reasoning);
    }

    /// <summary>Takes the reason of the end.</summary>
    public void TakeFinish(string? reason) => FinishReason = NullIfEmpty(reason) ?? FinishReason;

    /// <summary>The answer.</summary>
    /// <param name="attempts">How many times the request was sent.</param>
    /// <param name="duration">From the first try to the end.</param>
    /// <param name="timeToFirstToken">From the first try to the first piece.</param>
    public ChatAnswer Build(int attempts, TimeSpan duration, TimeSpan timeToFirstToken)
    {
        var text = _text.ToString();
        var reasoning = _reasoning.Length > 0 ? _reasoning.ToString() : null;
        return new ChatAnswer
        {
            Text = text,
            Reasoning = reasoning,
            Model = _model ?? askedModel,
            RequestedModel = requestedModel,
            FinishReason = FinishReason,
            Usage = _usage,
            Id = _id,
            CreatedAt = UnixTime.Read(_created),
            Duration = duration,
            TimeToFirstToken = timeToFirstToken,
            Attempts = attempts,
            Provider = context.Provider!,
            Conversation = request.Conversation.Add(new ChatMessage("assistant", text, [], reasoning)),
        };
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // A text of one piece is that piece: no copy of a large one is made.
    private sealed class Pieces
    {
        private string _only = "";
        private StringBuilder? _all;

        public int Length => _all?.Length ?? _only.Length;

        public void Append(string? piece)
        {
            if (string.IsNullOrEmpty(piece))
                return;
            if (_all is null && _only.Length == 0)
                _only = piece;
            else
                (_all ??= new StringBuilder(_only)).Append(piece);
        }

        public override string ToString() => _all?.ToString() ?? _only;
    }
}
