using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

public sealed class LineEditorTests
{
    private readonly PromptHistory _history = new();
    private readonly LineEditor _editor;

    public LineEditorTests() => _editor = new LineEditor(_history);

    [Fact]
    public void Enter_sends_the_text_and_the_line_is_empty()
    {
        Type("hello");

        _editor.Press(Keys.Enter).ShouldBe(new EditorResult(EditorAction.Submitted, "hello"));
        _editor.Text.ShouldBe("");
        _history.Entries.ShouldBe(["hello"]);
    }

    [Fact]
    public void Other_enters_begin_a_line()
    {
        ConsoleInput[] keys =
        [
            Keys.Control(ConsoleKey.J), Keys.Control(ConsoleKey.Enter), Keys.Alt(ConsoleKey.Enter),
            ConsoleInput.Pressed(ConsoleKey.Enter, ConsoleModifiers.Shift),
        ];
        foreach (var key in keys)
            _editor.Press(key).ShouldBe(EditorResult.None);

        _editor.Text.ShouldBe("\n\n\n\n");
    }

    [Fact]
    public void A_backslash_at_the_end_begins_a_line()
    {
        Type(@"one\");
        _editor.Press(Keys.Enter).ShouldBe(EditorResult.None);
        _editor.Text.ShouldBe("one\n");

        Type(@"two\");
        _editor.Press(Keys.Left);
        _editor.Press(Keys.Enter).ShouldBe(new EditorResult(EditorAction.Submitted, "one\ntwo\\"));
    }

    [Fact]
    public void A_paste_never_sends()
    {
        _editor.Press(ConsoleInput.Pasted("one\r\ntwo\rthree\n")).ShouldBe(EditorResult.None);

        _editor.Text.ShouldBe("one\ntwo\nthree\n");
    }

    [Fact]
    public void Ctrl_C_clears_a_text_and_tells_whether_there_was_one()
    {
        Type("x");

        _editor.Press(Keys.Control(ConsoleKey.C)).ShouldBe(new EditorResult(EditorAction.Interrupted, HadText: true));
        _editor.Text.ShouldBe("");
        _editor.Press(Keys.Control(ConsoleKey.C)).ShouldBe(new EditorResult(EditorAction.Interrupted));
    }

    [Fact]
    public void Ctrl_D_ends_on_an_empty_line_and_deletes_otherwise()
    {
        Type("ab");
        _editor.Press(Keys.Left);
        _editor.Press(Keys.Control(ConsoleKey.D)).ShouldBe(EditorResult.None);
        _editor.Text.ShouldBe("a");
        _editor.Press(Keys.Backspace);

        _editor.Press(Keys.Control(ConsoleKey.D)).Action.ShouldBe(EditorAction.EndOfInput);
        _editor.Press(ConsoleInput.Closed).Action.ShouldBe(EditorAction.EndOfInput);
        _editor.Press(Keys.Control(ConsoleKey.L)).Action.ShouldBe(EditorAction.ClearScreen);
    }

    [Fact]
    public void Escape_clears_the_line_and_undo_brings_it_back()
    {
        Type("one two");
        _editor.Press(Keys.Escape);
        _editor.Text.ShouldBe("");

        _editor.Press(Keys.Control(ConsoleKey.Z));
        _editor.Text.ShouldBe("one two");
        _editor.Press(Keys.Control(ConsoleKey.D7));
        _editor.Text.ShouldBe("");
        _editor.Press(Keys.Alt(ConsoleKey.Z));
        _editor.Text.ShouldBe("one two");
    }

    [Theory]
    [InlineData(ConsoleKey.W, "one two.three|", "one |")]
    [InlineData(ConsoleKey.U, "one\ntwo th|ree", "one\n|ree")]
    [InlineData(ConsoleKey.U, "one\n|two", "one|two")]
    [InlineData(ConsoleKey.K, "one\ntw|o\nthree", "one\ntw|\nthree")]
    [InlineData(ConsoleKey.K, "one|\ntwo", "one|two")]
    [InlineData(ConsoleKey.A, "one\ntw|o", "one\n|two")]
    [InlineData(ConsoleKey.E, "one\nt|wo\nx", "one\ntwo|\nx")]
    [InlineData(ConsoleKey.B, "e\u0301|", "|e\u0301")]
    [InlineData(ConsoleKey.F, "|👍🏽x", "👍🏽|x")]
    [InlineData(ConsoleKey.H, "a👍🏽|x", "a|x")]
    [InlineData(ConsoleKey.D, "a|👍🏽x", "a|x")]
    [InlineData(ConsoleKey.LeftArrow, "one, two|", "one, |two")]
    [InlineData(ConsoleKey.RightArrow, "one|, two x", "one, two| x")]
    [InlineData(ConsoleKey.Home, "one\ntw|o", "|one\ntwo")]
    [InlineData(ConsoleKey.End, "o|ne\ntwo", "one\ntwo|")]
    [InlineData(ConsoleKey.Delete, "one| two x", "one| x")]
    public void Keys_with_control_edit(ConsoleKey key, string before, string after) => ShouldEdit(Keys.Control(key), before, after);

    [Theory]
    [InlineData(ConsoleKey.B, "one two.three|", "one two.|three")]
    [InlineData(ConsoleKey.F, "|one two", "one| two")]
    [InlineData(ConsoleKey.D, "|one two", "| two")]
    [InlineData(ConsoleKey.Backspace, "one two.three|", "one two.|")]
    [InlineData(ConsoleKey.LeftArrow, "你好 世界|", "你好 |世界")]
    [InlineData(ConsoleKey.RightArrow, "|你好 世界", "你好| 世界")]
    public void Keys_with_alt_edit(ConsoleKey key, string before, string after) => ShouldEdit(Keys.Alt(key), before, after);

    [Theory]
    [InlineData(ConsoleKey.UpArrow, "long line\nsho|rt", "lon|g line\nshort")]
    [InlineData(ConsoleKey.DownArrow, "你好|\nabcdef", "你好\nabcd|ef")]
    [InlineData(ConsoleKey.DownArrow, "abc|\n你好", "abc\n你|好")]
    [InlineData(ConsoleKey.Home, "one\ntw|o", "one\n|two")]
    [InlineData(ConsoleKey.End, "o|ne\ntwo", "one|\ntwo")]
    [InlineData(ConsoleKey.Backspace, "e\u0301|", "|")]
    [InlineData(ConsoleKey.Delete, "|e\u0301x", "|x")]
    public void Plain_keys_edit(ConsoleKey key, string before, string after) => ShouldEdit(ConsoleInput.Pressed(key), before, after);

    [Fact]
    public void Ctrl_Y_inserts_the_removed_text()
    {
        Type("one two");
        _editor.Press(Keys.Control(ConsoleKey.W));
        _editor.Press(Keys.Control(ConsoleKey.A));
        _editor.Press(Keys.Control(ConsoleKey.Y));

        _editor.Text.ShouldBe("twoone ");
    }

    [Fact]
    public void The_wanted_column_is_kept_over_a_short_line()
    {
        _editor.Set("long line\nab\nlong line");
        _editor.Press(Keys.Up);
        _editor.Press(Keys.Up);

        _editor.Cursor.ShouldBe(9);
    }

    [Fact]
    public void Up_and_Down_move_in_the_lines_and_then_in_the_history_and_keep_the_draft()
    {
        _history.Add("first");
        _history.Add("second\nof two lines");
        Type("draft");

        _editor.Press(Keys.Up);
        _editor.Text.ShouldBe("second\nof two lines");
        _editor.Press(Keys.Up);
        _editor.Text.ShouldBe("second\nof two lines");
        _editor.Press(Keys.Up);
        _editor.Text.ShouldBe("first");
        Type(" edited");
        _editor.Press(Keys.Up);
        _editor.Text.ShouldBe("first edited");

        _editor.Press(Keys.Down);
        _editor.Press(Keys.Control(ConsoleKey.N));
        _editor.Text.ShouldBe("draft");
        _editor.Press(Keys.Down);
        _editor.Text.ShouldBe("draft");
        _history.Entries.ShouldBe(["first", "second\nof two lines"]);
    }

    [Fact]
    public void Ctrl_R_searches_backwards_and_Enter_sends_what_it_found()
    {
        foreach (var entry in new[] { "list files", "find LISTS", "other" })
            _history.Add(entry);
        Type("draft");
        _editor.Press(Keys.Control(ConsoleKey.R));
        Type("list");

        _editor.View.ShouldSatisfyAllConditions(
            view => view.Text.ShouldBe("find LISTS"), view => view.Cursor.ShouldBe(5), view => view.Search.ShouldBe("list"));
        _editor.Press(Keys.Control(ConsoleKey.R));
        _editor.View.Text.ShouldBe("list files");
        _editor.Press(Keys.Control(ConsoleKey.R));
        _editor.View.ShouldSatisfyAllConditions(view => view.Text.ShouldBe("list files"), view => view.IsFound.ShouldBeFalse());

        _editor.Press(Keys.Enter).ShouldBe(new EditorResult(EditorAction.Submitted, "list files"));
        _editor.View.Search.ShouldBeNull();
    }

    [Fact]
    public void A_search_that_is_cancelled_gives_the_draft_back_and_one_that_is_taken_goes_on_from_there()
    {
        foreach (var entry in new[] { "one", "two", "three" })
            _history.Add(entry);
        Type("draft");
        _editor.Press(Keys.Control(ConsoleKey.R));
        Type("tw");
        _editor.Press(Keys.Control(ConsoleKey.C)).ShouldBe(EditorResult.None);
        _editor.Text.ShouldBe("draft");

        _editor.Press(Keys.Control(ConsoleKey.R));
        Type("tx");
        _editor.Press(Keys.Backspace);
        Type("w");
        _editor.Press(Keys.Escape);
        _editor.Text.ShouldBe("two");
        _editor.Press(Keys.Up);
        _editor.Text.ShouldBe("one");
        _editor.Press(Keys.Down);
        _editor.Press(Keys.Down);
        _editor.Press(Keys.Down);
        _editor.Text.ShouldBe("draft");
    }

    [Fact]
    public void A_masked_text_is_in_no_history_and_no_description()
    {
        var secret = string.Concat("pass", "word of mine");
        _editor.IsMasked = true;
        _editor.Press(ConsoleInput.Pasted($"{secret}\n"));
        _editor.Press(Keys.Control(ConsoleKey.J));
        _editor.Press(Keys.Tab);
        EditorFrame.Of(_editor.View, 80, 24, new ConsoleStyle(isStyled: false)).Rows.ShouldBe([$"> {new string('*', secret.Length)}"]);
        _editor.View.ToString().ShouldNotContain("word");

        var result = _editor.Press(Keys.Enter);
        result.Text.ShouldBe(secret);
        result.ToString().ShouldNotContain("word");
        ConsoleInput.Pasted(secret).ToString().ShouldNotContain("word");
        _history.Entries.ShouldBeEmpty();
        _editor.IsMasked = false;
        _editor.Press(Keys.Control(ConsoleKey.Z));
        _editor.Press(Keys.Control(ConsoleKey.Y));
        _editor.Text.ShouldBe("");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_keys_leave_the_cursor_between_graphemes_and_undo_leads_to_the_empty_text(int seed)
    {
        var random = new Random(seed);
        var editor = new LineEditor(_history, new WordCompleter("word", "work", "wörter", "敏捷", "敏感"));
        for (var i = 0; i < 2000; i++)
        {
            editor.Press(RandomKeys.Next(random));
            IsBorder(editor.Text, editor.Cursor).ShouldBeTrue($"{i}: {editor.Cursor} in {editor.Text}");
            editor.Text.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
            editor.Text.ShouldNotContain('\r');
            var (width, height) = (random.Next(1, 100), random.Next(1, 30));
            var frame = EditorFrame.Of(editor.View, width, height, new ConsoleStyle(isStyled: false));
            frame.Rows.Count.ShouldBeInRange(1, Math.Max(height - 1, 1));
            frame.Rows.ShouldAllBe(row => QwenCode.Showing.CellWidth.Of(row) <= Math.Max(width, 4) - 1);
            frame.CursorRow.ShouldBeInRange(0, frame.Rows.Count - 1);
            frame.CursorColumn.ShouldBeInRange(0, Math.Max(width, 4) - 1);
        }

        editor.Press(Keys.Escape);
        for (var i = 0; i < 20_000; i++)
            editor.Press(Keys.Control(ConsoleKey.Z));
        editor.Text.ShouldBe("");
    }

    private static bool IsBorder(string text, int position) =>
        position == text.Length || System.Globalization.StringInfo.ParseCombiningCharacters(text).Contains(position);

    private void Type(string text)
    {
        foreach (var character in text)
            _editor.Press(ConsoleInput.Typed(character.ToString())).ShouldBe(EditorResult.None);
    }

    private static void ShouldEdit(ConsoleInput key, string before, string after)
    {
        var buffer = new TextBuffer();
        buffer.Set(before.Replace("|", "", StringComparison.Ordinal));
        buffer.MoveTo(before.IndexOf('|', StringComparison.Ordinal));
        if (!new EditingKeys().Press(buffer, key))
            _ = key.Key == ConsoleKey.UpArrow ? buffer.MoveUp() : buffer.MoveDown();
        buffer.Text.Insert(buffer.Cursor, "|").ShouldBe(after);
    }
}
