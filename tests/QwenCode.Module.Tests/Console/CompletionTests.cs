using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

public sealed class CompletionTests
{
    private static readonly ConsoleInput Back = ConsoleInput.Pressed(ConsoleKey.Tab, ConsoleModifiers.Shift);

    private readonly LineEditor _editor = new(new PromptHistory(), new WordCompleter("/model", "/mode", "/help", "/exit"));

    [Fact]
    public void A_single_candidate_is_inserted()
    {
        _editor.Press(ConsoleInput.Pasted("/h"));
        _editor.Press(Keys.Tab);

        _editor.Text.ShouldBe("/help");
        _editor.View.Candidates.ShouldBeEmpty();
    }

    [Fact]
    public void Of_several_the_common_beginning_is_inserted_and_Tab_goes_round()
    {
        _editor.Press(ConsoleInput.Pasted("see /m"));
        _editor.Press(Keys.Tab);
        _editor.Text.ShouldBe("see /mode");
        Rows().ShouldBe(["> see /mode", "  /model  the word /model", "  /mode   the word /mode"]);

        _editor.Press(Keys.Tab);
        _editor.Text.ShouldBe("see /model");
        Rows()[1].ShouldBe("> /model  the word /model");
        _editor.Press(Keys.Tab);
        _editor.Text.ShouldBe("see /mode");
        _editor.Press(Keys.Tab);
        _editor.Text.ShouldBe("see /model");
        _editor.Press(Back);
        _editor.Text.ShouldBe("see /mode");
    }

    [Fact]
    public void Another_key_closes_the_menu_and_Escape_only_that()
    {
        _editor.Press(ConsoleInput.Pasted("/"));
        _editor.Press(Keys.Tab);
        _editor.Press(Keys.Escape);
        _editor.View.Candidates.ShouldBeEmpty();
        _editor.Text.ShouldBe("/");

        _editor.Press(Keys.Tab);
        _editor.Press(ConsoleInput.Typed("e"));
        _editor.View.Candidates.ShouldBeEmpty();
        _editor.Text.ShouldBe("/e");
    }

    [Fact]
    public void No_candidate_changes_nothing()
    {
        _editor.Press(ConsoleInput.Pasted("x\tz"));
        _editor.Press(Keys.Tab);

        _editor.Text.ShouldBe("x\tz");
    }

    [Fact]
    public void Many_candidates_are_shown_in_eight_rows_with_the_one_in_the_line()
    {
        var editor = new LineEditor(new PromptHistory(), new WordCompleter([.. Enumerable.Range(10, 20).Select(i => $"n{i}")]));
        editor.Press(ConsoleInput.Typed("n"));
        editor.Press(Keys.Tab);
        var rows = EditorFrame.Of(editor.View, 80, 24, new ConsoleStyle(isStyled: true)).Rows;
        rows.Count.ShouldBe(9);
        rows[1].ShouldBe("\u001B[2m  n10  the word n10\u001B[0m");
        rows[^1].ShouldBe("\u001B[2m  … 13 more\u001B[0m");

        editor.Press(Back);

        rows = EditorFrame.Of(editor.View, 80, 24, new ConsoleStyle(isStyled: true)).Rows;
        rows[7].ShouldBe("> n29  the word n29");
        EditorFrame.Of(editor.View, 80, 4, new ConsoleStyle(isStyled: false)).Rows.ShouldBe(["> n29", "> n29  the word n29", "  … 19 more"]);
    }

    private IReadOnlyList<string> Rows() => EditorFrame.Of(_editor.View, 80, 24, new ConsoleStyle(isStyled: false)).Rows;
}
