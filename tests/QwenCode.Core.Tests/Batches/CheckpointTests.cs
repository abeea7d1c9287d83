using System.Text;
using QwenCode.Batches;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Core.Tests.Batches;

/// <summary>The file of a run that survives.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly CheckpointHeader Header = new("p", "c", "m", "o", "https://h/v1");

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.At("run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_was_cut_at_any_byte_is_read_and_each_whole_answer_in_it_is_not_requested_again()
    {
        string[] prompts = ["eins 中文 👍", "zwei", "drei\nvier"];
        await RunAsync(prompts);
        var whole = await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(whole);

        for (var length = 0; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(Path, whole[..length], TestContext.Current.CancellationToken);
            var lines = whole.AsSpan(0, length).Count((byte)'\n');

            var requested = await RunAsync(prompts);

            requested.ShouldBe(prompts[Math.Max(0, lines - 1)..], $"cut at {length}");
            (await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken)).ShouldBe(text);
        }
    }

    [Fact]
    public async Task A_link_to_the_file_of_a_run_is_in_use_too_and_a_link_to_nothing_creates_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege.");
        var link = Path + ".link";
        File.CreateSymbolicLink(link, Path);

        using (Checkpoint.Open(link, Header))
            Should.Throw<QwenException>(() => Checkpoint.Open(Path, Header)).Id.ShouldBe(ErrorId.CheckpointInUse);

        File.Exists(Path).ShouldBeTrue();
        using (Checkpoint.Open(Path, Header))
            Should.Throw<QwenException>(() => Checkpoint.Open(link, Header)).Id.ShouldBe(ErrorId.CheckpointInUse);
        (await RunAsync("a")).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_file_that_begins_with_a_byte_order_mark_is_read_and_continued()
    {
        await RunAsync("a", "b");
        var whole = await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path, [0xEF, 0xBB, 0xBF, .. whole, .. "{\"torn"u8], TestContext.Current.CancellationToken);

        (await RunAsync("a", "b", "c")).ShouldBe(["c"]);
        (await RunAsync("a", "b", "c", "d")).ShouldBe(["d"]);
    }

    [Fact]
    public async Task An_answer_comes_back_whole()
    {
        var request = Request("hi");
        var answer = Answer(request, "text");
        ChatAnswer again;
        using (var first = Checkpoint.Open(Path, Header))
            (await first.AskAsync(request, () => Task.FromResult(answer))).ShouldBeSameAs(answer);
        using (var second = Checkpoint.Open(Path, Header))
            again = await second.AskAsync(request, () => throw new InvalidOperationException());

        foreach (var property in typeof(ChatAnswer).GetProperties().Where(property => property.Name is not ("Messages" or "Usage" or "OtherChoices" or "ToolCalls")))
            property.GetValue(again).ShouldBe(property.GetValue(answer), property.Name);
        again.Usage!.ToString().ShouldBe(answer.Usage!.ToString());
        (again.Usage.CachedTokens, again.Usage.ReasoningTokens).ShouldBe((4, 5));
        again.Messages.Select(message => $"{message} {message.Reasoning}").ShouldBe(answer.Messages.Select(message => $"{message} {message.Reasoning}"));
        again.OtherAnswers.ShouldHaveSingleItem().Text.ShouldBe("other");
        again.ToolCalls.ShouldHaveSingleItem().ToString().ShouldBe("f({})");
    }

    [Fact]
    public async Task The_same_input_twice_is_requested_twice_and_then_never_again()
    {
        (await RunAsync("a", "a")).ShouldBe(["a", "a"]);
        (await RunAsync("a", "b", "a", "a")).ShouldBe(["b", "a"]);
    }

    [Fact]
    public async Task An_answer_of_no_use_is_requested_again()
    {
        await RunAsync("a", "b");
        using (var checkpoint = Checkpoint.Open(Path, Header))
            checkpoint.Reject(await checkpoint.AskAsync(Request("a"), () => throw new InvalidOperationException()));

        (await RunAsync("a", "b")).ShouldBe(["a"]);
        (await RunAsync("a", "b")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x", "c", "m", "o", "https://h/v1", "the prompt")]
    [InlineData("p", "x", "m", "o", "https://h/v1", "the system prompt or the conversation")]
    [InlineData("p", "c", "x", "o", "https://h/v1", "the model (now x, then m)")]
    [InlineData("p", "c", "m", "x", "https://h/v1", "the options of the request")]
    [InlineData("p", "c", "m", "o", "https://x/v1", "the endpoint (now https://x/v1, then https://h/v1)")]
    public async Task Another_run_is_told_what_differs_and_changes_nothing(string prompt, string context, string model, string options, string endpoint, string difference)
    {
        await RunAsync("a");
        var before = await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken);

        var failure = Should.Throw<QwenException>(() => Checkpoint.Open(Path, new CheckpointHeader(prompt, context, model, options, endpoint)));

        failure.Id.ShouldBe(ErrorId.CheckpointInvalid);
        failure.Message.ShouldContain(difference);
        (await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken)).ShouldBe(before);
        File.Exists($"{Path}.lock").ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"key\":\"00")]
    public void A_file_without_an_answer_is_that_of_the_new_run(string torn)
    {
        var other = Header with { Endpoint = "https://wrong/v1" };
        using (Checkpoint.Open(Path, other))
        {
        }

        File.AppendAllText(Path, torn);
        using (Checkpoint.Open(Path, Header))
        {
        }

        File.ReadAllText(Path).ShouldEndWith("\"endpoint\":\"https://h/v1\"}\n");
        File.ReadAllLines(Path).Length.ShouldBe(1);
    }

    [Fact]
    public void A_file_of_a_version_that_did_not_record_the_endpoint_continues()
    {
        _folder.Write("run.jsonl", "{\"qwenCodeCheckpoint\":1,\"prompt\":\"p\",\"context\":\"c\",\"model\":\"m\",\"options\":\"o\"}\n");

        using var checkpoint = Checkpoint.Open(Path, Header);

        checkpoint.Left.ShouldBe(0);
    }

    [Theory]
    [InlineData("some notes")]
    [InlineData("{}\n")]
    [InlineData("{\"qwenCodeCheckpoint\":2,\"prompt\":\"p\",\"context\":\"c\",\"model\":\"m\",\"options\":\"o\"}\n")]
    [InlineData("{\"qwenCodeCheckpoint\":1,\"prompt\":\"p\",\"context\":\"c\",\"model\":\"m\",\"options\":\"o\"}\nnotes\n")]
    [InlineData("{\"qwenCodeCheckpoint\":1,\"prompt\":\"p\",\"context\":\"c\",\"model\":\"m\",\"options\":\"o\"}\n{\"key\":\"zz\"}\n")]
    public void A_file_that_is_no_checkpoint_is_left_as_it_is(string content)
    {
        _folder.Write("run.jsonl", content);

        Should.Throw<QwenException>(() => Checkpoint.Open(Path, Header)).Id.ShouldBe(ErrorId.CheckpointInvalid);

        File.ReadAllText(Path).ShouldBe(content);
    }

    [Fact]
    public void Two_runs_cannot_use_it_at_once_and_nobody_else_can_read_it()
    {
        using (Checkpoint.Open(Path, Header))
            Should.Throw<QwenException>(() => Checkpoint.Open(Path, Header)).Id.ShouldBe(ErrorId.CheckpointInUse);
        using (Checkpoint.Open(Path, Header))
            File.Exists(Path).ShouldBeTrue();

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("none/run.jsonl", "folder")]
    [InlineData(".", "directory")]
    public void A_path_that_cannot_be_written_is_an_error(string path, string why)
    {
        var failure = Should.Throw<QwenException>(() => Checkpoint.Open(_folder.At(path), Header));

        failure.Id.ShouldBe(ErrorId.CheckpointUnwritable);
        failure.Message.ShouldContain(why);
    }

    [Fact]
    public async Task An_answer_that_arrives_after_the_end_of_the_command_is_in_the_error()
    {
        var checkpoint = Checkpoint.Open(Path, Header);
        checkpoint.Dispose();

        var failure = await Should.ThrowAsync<QwenRequestException>(() => checkpoint.AskAsync(Request("a"), () => Task.FromResult(Answer(Request("a"), "late"))));

        failure.PartialAnswer.ShouldBe("late");
        failure.Event.ShouldEndWith("cannot be written: the command has ended.");
    }

    private static ChatRequest Request(string prompt) => new() { Conversation = Conversation.Empty.Add(new ChatMessage("user", prompt)), Model = "m" };

    private static ChatAnswer Answer(ChatRequest request, string text, IReadOnlyList<ChatAnswer>? others = null)
    {
        var call = new ChatToolCall("c1", "f", "{}");
        return new ChatAnswer
        {
            Text = text,
            Reasoning = "thought",
            Refusal = "no",
            ToolCalls = [new ToolCallRecord(call)],
            OtherAnswers = others ?? [Answer(request, "other", [])],
            Model = "m-1",
            RequestedModel = "m",
            FinishReason = "stop",
            Usage = new TokenUsage(1, 2, 3, 4, 5),
            Id = "id",
            CreatedAt = DateTimeOffset.UnixEpoch,
            Duration = TimeSpan.FromMilliseconds(1.5),
            TimeToFirstToken = TimeSpan.FromMilliseconds(0.5),
            Attempts = 2,
            Provider = "Custom",
            Conversation = request.Conversation.Add(new ChatMessage("assistant", [new ChatReasoning("thought"), new ChatText(text), call])),
        };
    }

    private async Task<IReadOnlyList<string>> RunAsync(params string[] prompts)
    {
        var requested = new List<string>();
        using var checkpoint = Checkpoint.Open(Path, Header);
        foreach (var request in prompts.Select(Request))
        {
            var answer = await checkpoint.AskAsync(request, () =>
            {
                requested.Add(request.Conversation.Messages[^1].Text);
                return Task.FromResult(Answer(request, $"answer to {request.Conversation.Messages[^1].Text}"));
            });
            answer.Text.ShouldBe($"answer to {request.Conversation.Messages[^1].Text}");
        }

        return requested;
    }
}
