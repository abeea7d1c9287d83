using System.Text;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Chat.Saved;

/// <summary>Which conversations a folder has, whatever else is in it.</summary>
public sealed class ConversationStoreTests : IDisposable
{
    private const string Header = """{"qwenCode":1,"startedAt":"2026-01-01T00:00:00Z","workingDirectory":"/w"}""" + "\n";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 18, 42, 58, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_does_not_exist_has_none()
    {
        var store = new ConversationStore(_folder.At("none"), _time);

        store.List().Readable.ShouldBeEmpty();
        store.List().Failures.ShouldBeEmpty();
        store.Last("/w").ShouldBeNull();
        Should.Throw<QwenException>(() => store.Open("c")).Id.ShouldBe(ErrorId.ConversationNotFound);
        Should.Throw<QwenException>(() => store.Remove("c")).Id.ShouldBe(ErrorId.ConversationNotFound);
        Directory.Exists(_folder.At("none")).ShouldBeFalse();
    }

    [Fact]
    public void The_last_used_is_first()
    {
        Save("a", "/w", "first prompt\nand more", "second");
        Save("b", "/other");
        Save("c", "/w");
        using (var log = Store().Open("a"))
            log.Append([new ChatMessage("user", "third")]);

        var list = Store().List().Readable;
        list.Select(conversation => conversation.Name).ShouldBe(["a", "c", "b"]);
        list[0].Turns.ShouldBe(3);
        list[0].FirstPrompt.ShouldBe("first prompt …");
        list[0].Messages.Count.ShouldBe(3);
        list[0].StartedAt.ShouldBe(new DateTimeOffset(2026, 11, 26, 18, 42, 58, TimeSpan.Zero));
        list[0].UpdatedAt.ShouldBeGreaterThan(list[0].StartedAt);
        list[2].FirstPrompt.ShouldBe("hi");
        Store().Last("/w")!.Name.ShouldBe("a");
        Store().Last("/other/")!.Name.ShouldBe("b");
        Store().Last("/w/deeper").ShouldBeNull();
    }

    [Fact]
    public void A_removed_conversation_is_gone()
    {
        Save("a", "/w");
        var saved = Store().Get("a");
        Store().Remove("a");

        Directory.GetFiles(_folder.Root).ShouldBeEmpty();
        Should.Throw<QwenException>(() => saved.Messages).Id.ShouldBe(ErrorId.ConversationNotFound);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/etc/passwd")]
    [InlineData("x/../a")]
    public void A_name_is_never_a_path(string name)
    {
        Save("a", "/w");
        var store = new ConversationStore(_folder.Folder("x"), _time);

        Should.Throw<QwenException>(() => store.Open(name)).Id.ShouldBe(ErrorId.InvalidParameter);
        Should.Throw<QwenException>(() => store.Remove(name)).Id.ShouldBe(ErrorId.InvalidParameter);
        Should.Throw<QwenException>(() => store.Create(name, "/w")).Id.ShouldBe(ErrorId.InvalidParameter);
        Should.Throw<QwenException>(() => store.Get(name)).Id.ShouldBe(ErrorId.InvalidParameter);
    }

    [Fact]
    public void A_file_that_is_none_hides_no_other()
    {
        Save("good", "/w");
        _folder.Write("foreign.jsonl", "{\"role\":\"user\"}\n{}\n");
        _folder.Write("text.jsonl", "hello");
        _folder.Write("binary.jsonl", [0, 1, 2, 0xFF, 0xFE, (byte)'\n', 3]);
        _folder.Write("deep.jsonl", new string('[', 1_000_000));
        _folder.Write("deep header.jsonl", "{\"qwenCode\":" + new string('[', 1000) + "\n");
        _folder.Write("later.jsonl", "{\"qwenCode\":2}\n");
        _folder.Write("typed.jsonl", "{\"qwenCode\":\"1\"}\n");
        _folder.Write("role.jsonl", Header + """{"messages":[{"role":"user","text":"x"},{"role":"boss","text":"x"}]}""" + "\n");
        _folder.Write("$name.jsonl", Header);
        _folder.Write("other.txt", "x");
        _folder.Folder("folder.jsonl");
        using (var file = File.Create(_folder.At("huge.jsonl")))
            file.SetLength(4L << 30);
        using (var file = File.Create(_folder.At("long.jsonl")))
            file.SetLength(500L << 20);

        var list = Store().List();

        list.Readable.Select(conversation => conversation.Name).ShouldBe(["good", "role"]);
        list.Failures.ShouldAllBe(failure => failure.ErrorId == nameof(ErrorId.ConversationFileInvalid));
        list.Failures.Count.ShouldBe(10);
        Should.Throw<QwenException>(() => Store().Open("role")).Message.ShouldContain("the role 'boss'");
        Should.Throw<QwenException>(() => Store().Open("later")).Message.ShouldContain("version 2");
        Store().Remove("huge");
        File.Exists(_folder.At("huge.jsonl")).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_the_system_does_not_let_be_read_is_not_called_foreign()
    {
        Save("good", "/w");
        Save("locked", "/w");
        _folder.MakeUnreadable("locked.jsonl");

        var list = Store().List();

        list.Readable.ShouldHaveSingleItem().Name.ShouldBe("good");
        var failure = list.Failures.ShouldHaveSingleItem();
        failure.Id.ShouldBe(ErrorId.ConversationFileInvalid);
        failure.RecommendedAction.ShouldStartWith("Check its permissions");
    }

    [Fact]
    public void A_line_that_is_no_event_is_ignored()
    {
        _folder.Write("c.jsonl", Header + """
            {"messages":[{"role":"user","text":"1"}]}
            {"messages":[{"role":"us
            []
            7

            {"other":true}
            {"messages":7}
            {"at":7,"model":7,"replace":"yes","messages":[{"role":"assistant","text":"2"}]}
            """.ReplaceLineEndings("\n") + "\n" + new string('[', 100_000) + "\n");

        Store().Get("c").Messages.Select(message => message.Text).ShouldBe(["1", "2"]);
        Store().List().Failures.ShouldBeEmpty();
    }

    [Fact]
    public void A_tool_result_without_its_call_is_an_error_that_names_the_file()
    {
        _folder.Write("c.jsonl", Header + """{"messages":[{"role":"tool","tool_call_id":"1","content":"x"}]}""" + "\n");

        Should.Throw<QwenException>(() => Store().Open("c")).Message.ShouldContain(_folder.At("c.jsonl"));
    }

    [Fact]
    public void A_file_that_begins_with_a_byte_order_mark_is_read_and_continued()
    {
        _folder.Write("c.jsonl", "\uFEFF" + Header + """{"messages":[{"role":"user","text":"1"}]}""" + "\n");

        using (var log = Store().Open("c"))
            log.Append([new ChatMessage("user", "2")]);

        Store().Get("c").Messages.Select(message => message.Text).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void A_conversation_is_found_in_any_case_and_its_name_is_taken_in_any_case()
    {
        Save("Talk", "/w");

        Store().Get("TALK").Name.ShouldBe("Talk");
        using (var log = Store().Open("talk"))
        {
            log.Name.ShouldBe("Talk");
            log.Rename("TALK");
            log.Name.ShouldBe("TALK");
        }

        Should.Throw<QwenException>(() => Store().Create("talk", "/w")).Message.ShouldStartWith("There already is a saved conversation 'TALK'.");
        Store().Remove("taLK");
        Store().Names().ShouldBeEmpty();
    }

    [Fact]
    public void Of_two_whose_names_differ_in_case_the_exact_name_is_meant()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The file system ignores case.");
        Save("Talk", "/w", "one");
        File.Copy(_folder.At("Talk.jsonl"), _folder.At("talk.jsonl"));

        Store().Get("talk").Name.ShouldBe("talk");
        Should.Throw<QwenException>(() => Store().Open("TALK")).Message.ShouldStartWith("There are several saved conversations whose names differ from 'TALK' in case only: Talk, talk.");
        Store().Remove("talk");
        Store().Get("TALK").Name.ShouldBe("Talk");
    }

    [Fact]
    public void Of_names_that_differ_in_case_only_one_is_taken_at_once()
    {
        for (var round = 0; round < 50; round++)
        {
            string[] names = [$"Talk{round}", $"talk{round}", $"TALK{round}"];
            var saved = 0;
            Parallel.ForEach(names, new ParallelOptions { MaxDegreeOfParallelism = names.Length }, name =>
            {
                using var log = new ConversationStore(_folder.Root, _time).Create(null, "/w");
                try
                {
                    log.Rename(name);
                    log.Append([new ChatMessage("user", "x")]);
                    Interlocked.Increment(ref saved);
                }
                catch (QwenException exception) when (exception.Message.StartsWith("There already is", StringComparison.Ordinal))
                {
                }
            });

            saved.ShouldBe(1);
            Store().Names().Count.ShouldBe(round + 1);
        }

        Directory.GetFiles(_folder.Root).ShouldAllBe(file => file.EndsWith(".jsonl", StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_is_followed_and_a_pipe_is_not_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such pipes.");
        Save("a", "/w");
        File.Move(_folder.At("a.jsonl"), _folder.At("elsewhere"));
        _folder.Link("a.jsonl", _folder.At("elsewhere"));
        _folder.Link("gone.jsonl", _folder.At("nothing"));
        _folder.Link("loop.jsonl", _folder.At("loop.jsonl"));
        _folder.Pipe("pipe.jsonl");

        var list = Store().List();
        list.Readable.ShouldHaveSingleItem().Messages.Count.ShouldBe(1);
        list.Failures.Select(failure => failure.Message).ShouldContain(message => message.Contains("pipe.jsonl", StringComparison.Ordinal));
        Should.Throw<QwenException>(() => Store().Open("pipe")).Id.ShouldBe(ErrorId.ConversationFileInvalid);
        using (var log = Store().Open("a"))
            log.Append([new ChatMessage("user", "2")]);
        Store().Get("a").Turns.ShouldBe(2);
        new FileInfo(_folder.At("a.jsonl")).LinkTarget.ShouldNotBeNull();
    }

    [Fact]
    public void Control_characters_of_a_prompt_are_shown_and_not_carried_out()
    {
        Save("a", "/w", "\u001b]0;x\u0007");

        Store().Get("a").FirstPrompt.ShouldBe(@"\u001B]0;x\u0007");
    }

    [Fact]
    public void A_conversation_of_many_lines_is_read_in_linear_time()
    {
        var text = new StringBuilder(Header);
        for (var line = 0; line < 50_000; line++)
            text.Append("""{"messages":[{"role":"user","text":"x"}]}""").Append('\n');
        _folder.Write("c.jsonl", text.ToString());

        Store().Get("c").Turns.ShouldBe(50_000);
        Store().Get("c").Messages.Count.ShouldBe(50_000);
    }

    private ConversationStore Store() => new(_folder.Root, _time);

    private void Save(string name, string folder, params string[] prompts)
    {
        using var log = Store().Create(name, folder);
        foreach (var prompt in prompts is [] ? ["hi"] : prompts)
        {
            log.Append([new ChatMessage("user", prompt)]);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
