using QwenCode.Receiving;

namespace QwenCode.Chat;

/// <summary>Puts an answer together from the chunks of a stream, or from one whole body.</summary>
/// <param name="conversation">Returns the conversation that it answers; called on first use.</param>
/// <param name="provider">The name of the provider.</param>
/// <param name="requestedModel">The requested model.</param>
/// <param name="targetModel">The model that the request was sent to, for a service that does not name its own.</param>
internal sealed class AnswerBuilder(Func<Conversation> conversation, string provider, string requestedModel, string targetModel)
{
    // As many as OpenAI's n allows.
    private const int MostChoices = 128;

    private readonly ChoiceBuilder _first = new();
    private List<ChoiceBuilder>? _others;
    private long _length;
    private string? _model;
    private string? _id;
    private long? _created;
    private TokenUsage? _usage;

    /// <summary>The text that has arrived; <see langword="null"/> if none has.</summary>
    public string? PartialText => _first.PartialText;

    /// <summary>Whether anything of the answer has arrived.</summary>
    public bool HasContent => _first.HasContent;

    /// <summary>Why the answer ended; <see langword="null"/> until it is known.</summary>
    public string? FinishReason => _first.FinishReason;

    /// <summary>Whether each choice has ended.</summary>
    public bool IsFinished => _first.IsFinished && (_others is null || _others.TrueForAll(other => other.IsFinished));

    /// <summary>Takes the values of a chunk or body for the whole answer.</summary>
    public void TakeHead(Completion head)
    {
        _id ??= NameOrNull(head.Id);
        _model ??= NameOrNull(head.Model);
        _created ??= head.Created;
        _usage = head.Usage ?? _usage;
    }

    /// <summary>Counts the characters of a further chunk; <see langword="false"/> if the answer exceeds a limit with it.</summary>
    public bool TryCount(Completion chunk, int most)
    {
        _length += chunk.First is { } first ? LengthOf(first) : 0;
        foreach (var other in chunk.Others)
            _length += LengthOf(other);
        return _length <= most;
    }

    /// <summary>Takes the choices of a chunk or body, and returns what it adds to the text and the reasoning of the first.</summary>
    public (string Text, string? Reasoning) TakeChoices(Completion chunk)
    {
        for (var i = 0; i < chunk.Others.Count; i++)
            TakeOther(chunk.Others[i], i);
        return chunk.First is { } first ? _first.Take(first) : ("", null);
    }

    /// <summary>Takes the end, and returns what it adds to the text and the reasoning.</summary>
    public (string Text, string? Reasoning) End()
    {
        _others?.ForEach(other => other.End());
        return _first.End();
    }

    /// <summary>The answer, once <see cref="End"/> has been taken.</summary>
    /// <param name="attempts">How many times the request was sent.</param>
    /// <param name="duration">From the first attempt to the end.</param>
    /// <param name="timeToFirstToken">From the first attempt to the first chunk.</param>
    public ChatAnswer Build(int attempts, TimeSpan duration, TimeSpan timeToFirstToken)
    {
        return Build(_first, _others is null ? [] : [.. _others.OrderBy(other => other.Index).Select(other => Build(other, []))]);

        ChatAnswer Build(ChoiceBuilder choice, IReadOnlyList<ChatAnswer> others) => Of(choice, choice.ToolCalls.ToArray(), others);

        ChatAnswer Of(ChoiceBuilder choice, ChatToolCall[] calls, IReadOnlyList<ChatAnswer> others) => new()
        {
            Text = choice.Text,
            Reasoning = choice.Reasoning,
            Refusal = choice.Refusal,
            ToolCalls = Array.ConvertAll(calls, call => new ToolCallRecord(call)),
            OtherAnswers = Array.AsReadOnly(others.ToArray()),
            Model = _model ?? targetModel,
            RequestedModel = requestedModel,
            FinishReason = choice.FinishReason,
            Usage = _usage,
            Id = _id,
            CreatedAt = UnixTime.Read(_created),
            Duration = duration,
            TimeToFirstToken = timeToFirstToken,
            Attempts = attempts,
            Provider = provider,
            ConversationFactory = FactoryOf([.. ContentsOf(choice, calls)]),
        };
    }

    private Func<Conversation> FactoryOf(ChatContent[] contents) => () => conversation().Add(new ChatMessage("assistant", contents));

    private static IEnumerable<ChatContent> ContentsOf(ChoiceBuilder choice, ChatToolCall[] calls)
    {
        if (choice.Reasoning is { } reasoning)
            yield return new ChatReasoning(reasoning);
        if (choice.Text.Length > 0)
            yield return new ChatText(choice.Text);
        foreach (var call in calls)
            yield return call;
    }

    // Choices that a service does not number are those after the first.
    private void TakeOther(Choice choice, int position)
    {
        var index = choice.Index is > 0 and var given ? given : position + 1;
        _others ??= [];
        var other = _others.Find(known => known.Index == index);
        if (other is null)
        {
            if (_others.Count >= MostChoices)
                return;
            _others.Add(other = new ChoiceBuilder { Index = index });
        }

        other.Take(choice);
    }

    // All that a builder may keep. A refusal that is the text as well counts once.
    private static long LengthOf(Choice choice) =>
        LengthOf(choice.Text) + LengthOf(choice.Reasoning) + (ReferenceEquals(choice.Refusal, choice.Text) ? 0 : LengthOf(choice.Refusal))
        + LengthOf(choice.FinishReason) + (choice.ToolCalls?.Sum(call => LengthOf(call.Arguments) + LengthOf(call.Name) + LengthOf(call.Id)) ?? 0);

    private static long LengthOf(string? text) => text?.Length ?? 0;

    private static string? NameOrNull(string? text) => text is { Length: > 0 and <= ReceiveLimits.Name } ? text : null;
}
