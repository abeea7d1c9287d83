using System.Runtime.InteropServices;
using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

public sealed class PromptHistoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("qwen-history-").FullName;

    private string File => Path.Join(_folder, "data", "history.jsonl");

    [Fact]
    public void Prompts_of_one_session_are_there_in_the_next()
    {
        var history = new PromptHistory(File);
        history.Add("one");
        history.Add("two\nlines, \"quoted\" 敏捷 😀");
        history.Add("two\nlines, \"quoted\" 敏捷 😀");

        new PromptHistory(File).Entries.ShouldBe(["one", "two\nlines, \"quoted\" 敏捷 😀"]);
        System.IO.File.ReadAllLines(File).Length.ShouldBe(2);
        history.Problem.ShouldBeNull();
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Blank_prompts_and_those_with_keys_are_not_kept()
    {
        var history = new PromptHistory(File);
        history.Add("  \n");
        history.Add($"use {string.Concat("sk-", "0123456789abcdef0123456789abcdef")} please\nsecond line");
        history.Add("fine");

        history.Entries.ShouldBe(["fine"]);
        System.IO.File.ReadAllText(File).ShouldBe("\"fine\"\n");
    }

    [Fact]
    public void Lines_that_are_no_prompts_are_ignored_and_a_torn_one_is_separated()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllBytes(File, [.. "\"one\"\n{\"a\":1}\n\"\\ud800\"\n\n\"x\" 1\n"u8, 0xFF, 0, (byte)'\n', .. "\"two\"\n\"to"u8]);

        var history = new PromptHistory(File);
        history.Entries.ShouldBe(["one", "two"]);
        history.Add("three");

        new PromptHistory(File).Entries.ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void Over_two_thousand_lines_the_newest_thousand_are_kept()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllLines(File, Enumerable.Range(0, 2000).Select(i => $"\"prompt {i}\""));
        var history = new PromptHistory(File);
        history.Entries.Count.ShouldBe(1000);
        history.Entries[0].ShouldBe("prompt 1000");

        history.Add("last");

        history.Entries.Count.ShouldBe(1000);
        var lines = System.IO.File.ReadAllLines(File);
        (lines.Length, lines[0], lines[^1]).ShouldBe((1000, "\"prompt 1001\"", "\"last\""));
        Directory.GetFiles(Path.GetDirectoryName(File)!).Length.ShouldBe(2);
    }

    [Fact]
    public void A_very_long_prompt_is_of_this_session_only()
    {
        var history = new PromptHistory(File);
        history.Add("one");
        history.Add(new string('x', 100_000));

        history.Entries.Count.ShouldBe(2);
        new PromptHistory(File).Entries.ShouldBe(["one"]);
    }

    [Fact]
    public void Several_consoles_append_without_tearing_lines()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var threads = Enumerable.Range(0, 4).Select(console => new Thread(() =>
        {
            var file = new HistoryFile(File, TimeSpan.FromMinutes(1));
            for (var i = 0; i < 100; i++)
                file.Append($"{console} {i} {new string('敏', console * 200)}");
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        HistoryLines.Read(System.IO.File.ReadAllBytes(File)).Count.ShouldBe(400);
        System.IO.File.ReadAllLines(File).Length.ShouldBe(400);
    }

    [Fact]
    public void A_prompt_that_had_to_wait_is_written_with_the_next()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var file = new HistoryFile(File, TimeSpan.Zero);
        using (HistoryLock.Take(File, TimeSpan.FromMinutes(1)))
            file.Append("one");
        System.IO.File.Exists(File).ShouldBeFalse();

        file.Append("two");

        System.IO.File.ReadAllText(File).ShouldBe("\"one\"\n\"two\"\n");
        file.Problem.ShouldBeNull();
    }

    [Fact]
    public void A_file_that_cannot_be_used_leaves_a_history_of_this_session()
    {
        Directory.CreateDirectory(File);
        var history = new PromptHistory(File);
        history.Problem.ShouldBe($"The prompt history {File} cannot be read: it is a directory. Prompts are kept for this session only.");
        var problem = history.Problem;
        history.Add("one");

        history.Entries.ShouldBe(["one"]);
        history.Problem.ShouldBe(problem);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_leaves_a_history_of_this_session()
    {
        System.IO.File.WriteAllText(Path.Join(_folder, "data"), "a file");
        var history = new PromptHistory(File);
        history.Add("one");
        history.Add("two");

        history.Entries.ShouldBe(["one", "two"]);
        history.Problem.ShouldNotBeNull().ShouldContain("Prompts are kept for this session only.");
    }

    [Fact]
    public void A_pipe_is_neither_read_nor_written()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        MakePipe(File, 0x180).ShouldBe(0);

        var history = new PromptHistory(File);
        history.Add("one");

        history.Entries.ShouldBe(["one"]);
        history.Problem.ShouldNotBeNull();
    }

    [Fact]
    public void Older_and_newer_entries_come_back_unchanged_and_the_draft_at_the_end()
    {
        var history = new PromptHistory();
        history.Add("one");
        history.Add("two");

        history.Older("draft").ShouldBe("two");
        history.Older("two edited").ShouldBe("one");
        history.Older("one edited").ShouldBeNull();
        history.Newer().ShouldBe("two");
        history.Newer().ShouldBe("draft");
        history.Newer().ShouldBeNull();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [DllImport("libc", EntryPoint = "mkfifo", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakePipe([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
