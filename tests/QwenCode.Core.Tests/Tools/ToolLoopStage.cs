using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Http;
using QwenCode.Testing;
using QwenCode.Tools;

namespace QwenCode.Core.Tests.Tools;

/// <summary>A request with tools to a model that answers as it was told.</summary>
internal sealed class ToolLoopStage(params FakeAnswer[] answers) : IDisposable
{
    private static readonly Uri Url = new("https://h/v1");
    private readonly CancellationTokenSource _cancellation = new();

    public ManualTimeProvider Time { get; } = new();

    public FakeChatClient Model { get; } = new(answers);

    public ToolTranscript Transcript { get; } = new();

    public IReadOnlyList<FakeTool> Tools { get; init; } = [new("one"), new("two")];

    public FakeApprover Approver { get; init; } = new(ToolChoice.Yes);

    public int MaximumRounds { get; init; } = 10;

    public TimeSpan? Timeout { get; init; }

    public void Cancel() => _cancellation.Cancel();

    public async Task<ChatAnswer> AskAsync() => (await OpenAsync(stream: false)).Current.Answer!;

    public async Task<List<ChatDelta>> StreamAsync()
    {
        var deltas = new List<ChatDelta>();
        await using var reader = await OpenAsync(stream: true);
        do
            deltas.Add(reader.Current);
        while (await reader.MoveNextAsync());
        return deltas;
    }

    public void Dispose() => _cancellation.Dispose();

    private Task<DeltaReader> OpenAsync(bool stream)
    {
        var toolbox = new Toolbox(Tools, new ToolGate([], new ToolApprovals(), Approver), TimeSpan.FromMinutes(1), Time);
        var context = TestEndpoint.Context(Url, Time, "m", Credential.None);
        var deadline = new Deadline(System.Threading.Timeout.InfiniteTimeSpan, Time, _cancellation.Token);
        var request = new ChatRequest { Conversation = Conversation.Empty.Add(new ChatMessage("user", "go")) };
        var call = new ChatCall(request, context, new CallOptions { Timeout = Timeout }, deadline, Time.GetTimestamp()) { Stream = stream };
        return new ToolLoop(Model, toolbox, Transcript, MaximumRounds, Time).OpenAsync(call);
    }
}
