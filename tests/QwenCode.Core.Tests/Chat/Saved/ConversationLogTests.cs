using System.Text;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Chat.Saved;

/// <summary>What a conversation leaves on the disk, at whatever moment its process ends.</summary>
public sealed class ConversationLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 18, 42, 58, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_is_on_the_disk_before_the_first_turn()
    {
        using (var log = Store("new").Create(null, "/w"))
        {
            log.Name.ShouldBe("2026-11-26-184258");
            log.Replace(new Conversation([User("seed")]));
            log.Rename("later");
            Directory.Exists(_folder.At("new")).ShouldBeFalse();

            log.Append([User("hi")]);
            File.Exists(_folder.At("new/later.jsonl")).ShouldBeTrue();
            log.Path.ShouldBe(_folder.At("new/later.jsonl"));
        }

        Directory.GetFiles(_folder.At("new")).ShouldBe([_folder.At("new/later.jsonl")]);
        Texts("new", "later").ShouldBe(["seed", "hi"]);
    }

    [Fact]
    public void Turns_and_replacements_come_back_in_order()
    {
        using (var log = Store().Create("c", "/w"))
        {
            log.Append([User("1"), Assistant("one")]);
            log.Append([User("2"), Assistant("two")]);
            log.Replace(new Conversation(log.Conversation.Messages.Take(2)));
            log.Append([User("3")]);
        }

        using (var log = Store().Open("c"))
        {
            log.Conversation.Messages.Select(m => m.Text).ShouldBe(["1", "one", "3"]);
            log.WorkingDirectory.ShouldBe("/w");
            log.Append([Assistant("three")]);
        }

        Texts("", "c").ShouldBe(["1", "one", "3", "three"]);
    }

    [Fact]
    public void A_line_has_model_provider_host_and_usage_of_the_answer()
    {
        var answer = new ChatAnswer { Text = "one", Model = "m-2026", RequestedModel = "m", Provider = "P", Usage = new TokenUsage(1, 2, 3, 4, null) };
        using (var log = Store().Create("c", "/w"))
            log.Append([User("1"), Assistant("one")], answer, "h.example");

        File.ReadAllText(_folder.At("c.jsonl")).ShouldBe(
            """
            {"qwenCode":1,"startedAt":"2026-11-26T18:42:58+00:00","workingDirectory":"/w"}
            {"at":"2026-11-26T18:42:58+00:00","model":"m","answeredBy":"m-2026","provider":"P","usage":{"promptTokens":1,"completionTokens":2,"totalTokens":3,"cachedTokens":4},"host":"h.example","messages":[{"role":"user","text":"1"},{"role":"assistant","text":"one"}]}

            """.ReplaceLineEndings("\n"));
        using var opened = Store().Open("c");
        opened.Model.ShouldBe("m");
    }

    [Fact]
    public void Only_the_owner_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists.");
        using (var log = Store("a/b").Create("c", "/w"))
        {
            log.Append([User("1")]);
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(log.Path).ShouldBe(PrivateFile.OwnerOnly);
                File.GetUnixFileMode(_folder.At("a/b/c.lock")).ShouldBe(PrivateFile.OwnerOnly);
                File.GetUnixFileMode(_folder.At("a")).ShouldBe(PrivateFile.OwnerOnly | UnixFileMode.UserExecute);
                File.GetUnixFileMode(_folder.At("a/b")).ShouldBe(PrivateFile.OwnerOnly | UnixFileMode.UserExecute);
            }
        }
    }

    [Fact]
    public void A_process_that_is_killed_at_any_byte_loses_at_most_the_last_turn()
    {
        var ends = new List<long>();
        using (var log = Store().Create("whole", "/w"))
        {
            foreach (var turn in new[] { "a\\\"", "汉👩", "c" })
            {
                log.Append([User(turn)]);
                ends.Add(new FileInfo(log.Path).Length);
            }
        }

        var whole = File.ReadAllBytes(_folder.At("whole.jsonl"));
        for (var length = 0; length <= whole.Length; length++)
        {
            _folder.Write("cut.jsonl", whole[..length]);

            // A line without its break is whole, too.
            var turns = ends.Count(end => length >= end - 1);
            using (var log = Store().Open("cut"))
            {
                log.Conversation.Messages.Count.ShouldBe(turns, $"{length} bytes");
                log.Append([User("next")]);
            }

            var texts = Texts("", "cut");
            texts.Count.ShouldBe(turns + 1, $"{length} bytes");
            texts[^1].ShouldBe("next");
            Store().List().Failures.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_conversation_is_open_once_and_can_be_listed_meanwhile()
    {
        using (var log = Store().Create("c", "/w"))
        {
            log.Append([User("1")]);

            Should.Throw<QwenException>(() => Store().Open("c")).Id.ShouldBe(ErrorId.ConversationInUse);
            Should.Throw<QwenException>(() => Store().Remove("c")).Id.ShouldBe(ErrorId.ConversationInUse);
            Store().List().Readable.ShouldHaveSingleItem().Messages.ShouldHaveSingleItem().Text.ShouldBe("1");
            log.Append([User("2")]);
        }

        using var opened = Store().Open("c");
        opened.Conversation.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public void Two_new_conversations_of_one_second_get_files_of_their_own()
    {
        using var first = Store().Create(null, "/w");
        using var second = Store().Create(null, "/w");
        first.Append([User("1")]);
        second.Append([User("2")]);
        using var third = Store().Create(null, "/w");
        third.Append([User("3")]);

        first.Name.ShouldBe("2026-11-26-184258");
        second.Name.ShouldBe("2026-11-26-184258-2");
        third.Name.ShouldBe("2026-11-26-184258-3");
        Texts("", second.Name, isOpen: true).ShouldBe(["2"]);
    }

    [Fact]
    public void A_specified_name_is_taken_once()
    {
        using var first = Store().Create("c", "/w");
        using var second = Store().Create("c", "/w");
        first.Append([User("1")]);

        Should.Throw<QwenException>(() => second.Append([User("2")])).Message.ShouldContain("already");
        second.Rename("d");
        second.Append([User("3")]);
        Texts("", "d", isOpen: true).ShouldBe(["2", "3"]);
        Should.Throw<QwenException>(() => Store().Create("c", "/w")).Message.ShouldContain("already");
    }

    [Fact]
    public void A_name_may_change_in_case_only_where_that_is_the_same_file()
    {
        using (var log = Store().Create("c", "/w"))
        {
            log.Append([User("1")]);

            // The link stands for a file system that ignores case.
            if (OperatingSystem.IsLinux())
                File.CreateSymbolicLink(ConversationStore.LockOf(_folder.At("."), "C"), ConversationStore.LockOf(_folder.At("."), "c"));
            log.Rename("C");
            log.Append([User("2")]);
        }

        Store().Names().ShouldBe(["C"]);
        Texts("", "C").ShouldBe(["1", "2"]);
    }

    [Fact]
    public void What_could_not_be_written_is_written_with_the_next_turn()
    {
        using var log = Store().Create("c", "/w");
        log.Append([User("1")]);
        File.Move(log.Path, _folder.At("away"));
        Directory.CreateDirectory(log.Path);

        Should.Throw<QwenException>(() => log.Append([User("2")])).Id.ShouldBe(ErrorId.ConversationFileUnwritable);
        log.Conversation.Messages.Count.ShouldBe(2);
        Directory.Delete(log.Path);
        File.Move(_folder.At("away"), log.Path);
        log.Append([User("3")]);

        Texts("", "c", isOpen: true).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public void A_file_that_was_removed_is_written_again()
    {
        using var log = Store().Create("c", "/w");
        log.Append([User("1")]);
        File.Delete(log.Path);
        log.Append([User("2")]);

        Texts("", "c", isOpen: true).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void A_folder_without_write_access_is_an_error_with_its_reason()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists.");
        if (OperatingSystem.IsWindows())
            return;
        using var folder = UnwritableFolder.Make();
        using var log = new ConversationStore(Path.Join(folder.Path, "conversations"), _time).Create(null, "/w");

        var failure = Should.Throw<QwenException>(() => log.Append([User("1")]));
        failure.Id.ShouldBe(ErrorId.ConversationFileUnwritable);
        failure.Message.ShouldContain(folder.Path);
        log.Conversation.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public void A_renamed_conversation_keeps_its_file_and_its_lock()
    {
        using (var log = Store().Create("old", "/w"))
        {
            log.Append([User("1")]);
            using (var other = Store().Create("taken", "/w"))
                other.Append([User("x")]);
            Should.Throw<QwenException>(() => log.Rename("taken")).Message.ShouldContain("already");
            Should.Throw<QwenException>(() => log.Rename("../x")).Id.ShouldBe(ErrorId.InvalidParameter);

            log.Rename("new");
            log.Append([User("2")]);
            Should.Throw<QwenException>(() => Store().Open("new")).Id.ShouldBe(ErrorId.ConversationInUse);
        }

        Texts("", "new").ShouldBe(["1", "2"]);
        Directory.GetFiles(_folder.Root).Select(Path.GetFileName).ShouldBe(["new.jsonl", "taken.jsonl"], ignoreOrder: true);
    }

    [Fact]
    public void A_lock_that_a_killed_process_left_is_taken_over()
    {
        using (var log = Store().Create("c", "/w"))
            log.Append([User("1")]);
        _folder.Write("c.lock", "");

        Texts("", "c").ShouldBe(["1"]);
    }

    [Fact]
    public void Many_that_open_one_conversation_at_once_do_it_one_after_the_other()
    {
        using (var log = Store().Create("c", "/w"))
            log.Append([User("0")]);
        var opened = 0;

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, number =>
        {
            try
            {
                using var log = Store().Open("c");
                log.Append([User(number.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
                Interlocked.Increment(ref opened);
            }
            catch (QwenException exception) when (exception.Id == ErrorId.ConversationInUse)
            {
            }
        });

        opened.ShouldBeGreaterThan(0);
        Texts("", "c").Count.ShouldBe(opened + 1);
        Encoding.UTF8.GetString(File.ReadAllBytes(_folder.At("c.jsonl"))).Split('\n').Length.ShouldBe(opened + 3);
    }

    private ConversationStore Store(string path = "") => new(_folder.At(path), _time);

    private List<string> Texts(string path, string name, bool isOpen = false)
    {
        if (isOpen)
            return [.. Store(path).Get(name).Messages.Select(message => message.Text)];
        using var log = Store(path).Open(name);
        return [.. log.Conversation.Messages.Select(message => message.Text)];
    }

    private static ChatMessage User(string text) => new("user", text);

    private static ChatMessage Assistant(string text) => new("assistant", text);
}
