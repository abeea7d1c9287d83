using QwenCode.Chat;

namespace QwenCode.Core.Tests.Tools;

/// <summary>A model that answers as it was told, and notes the requests.</summary>
internal sealed class FakeChatClient(params FakeAnswer[] answers) : IChatClient
{
    private int _next;

    public List<ChatRequest> Requests { get; } = [];

    public async Task<DeltaReader> OpenAsync(ChatCall call)
    {
        Requests.Add(call.Request);
        call.Deadline.Token.ThrowIfCancellationRequested();
        var answer = answers[Math.Min(_next++, answers.Length - 1)];
        if (answer is { Failure: { } failure, Texts.Count: 0 })
            throw failure;
        var deltas = ReadAsync(answer, call).GetAsyncEnumerator();
        await deltas.MoveNextAsync();
        return new DeltaReader(deltas.Current, null, deltas);
    }

    private static async IAsyncEnumerable<ChatDelta> ReadAsync(FakeAnswer answer, ChatCall call)
    {
        foreach (var text in call.Stream ? answer.Texts : [])
            yield return new ChatDelta(text, null, 0, null);
        await Task.CompletedTask;
        if (answer.Failure is { } failure)
            throw failure;
        yield return new ChatDelta("", null, 0, answer.After(call.Request.Conversation));
    }
}

/// <summary>An answer: chunks of text, calls, or a failure after the text.</summary>
internal sealed record FakeAnswer(IReadOnlyList<string> Texts, params ChatToolCall[] Calls)
{
    public QwenException? Failure { get; init; }

    public TokenUsage? Usage { get; init; }

    public TimeSpan TimeToFirstToken { get; init; }

    public static FakeAnswer Of(params ChatToolCall[] calls) => new([], calls);

    public ChatAnswer After(Conversation conversation) => new()
    {
        Text = string.Concat(Texts),
        Model = "m",
        RequestedModel = "m",
        Provider = "Custom",
        Usage = Usage,
        TimeToFirstToken = TimeToFirstToken,
        Conversation = conversation.Add(new ChatMessage("assistant", [.. Texts.Select(text => new ChatText(text)), .. Calls])),
    };
}
