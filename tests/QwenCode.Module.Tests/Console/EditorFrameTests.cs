using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

public sealed class EditorFrameTests
{
    [Theory]
    [InlineData("", 0, 10, "> ", 0, 2)]
    [InlineData("abc", 1, 12, "> abc", 0, 3)]
    [InlineData("abcdefghi", 9, 12, "> abcdefghi", 0, 11)]
    [InlineData("abcdefghij", 9, 12, "> abcdefghi|  j", 1, 2)]
    [InlineData("abcdefgh敏x", 8, 12, "> abcdefgh|  敏x", 1, 2)]
    [InlineData("a\n\nb", 2, 12, "> a|  |  b", 1, 2)]
    [InlineData("a\n", 2, 12, "> a|  ", 1, 2)]
    [InlineData("a\tb", 2, 12, "> a   b", 0, 6)]
    [InlineData("\u001B[1m", 4, 16, @"> \u001B[1m", 0, 11)]
    [InlineData("می\u200Cخواهم", 0, 20, "> می\u200Cخواهم", 0, 2)]
    [InlineData("abcdefg", 7, 5, "abcd|efg", 1, 3)]
    public void Rows_are_wrapped_between_graphemes_and_control_characters_are_shown(string text, int cursor, int width, string rows, int row, int column)
    {
        var frame = EditorFrame.Of(new EditorView(text, cursor), width, 24, new ConsoleStyle(isStyled: false));

        frame.Rows.ShouldBe(rows.Split('|'));
        (frame.CursorRow, frame.CursorColumn).ShouldBe((row, column));
    }

    [Fact]
    public void Of_too_many_rows_those_around_the_cursor_are_shown()
    {
        var text = string.Join('\n', Enumerable.Range(0, 100));

        var first = EditorFrame.Of(new EditorView(text, 0), 80, 11, new ConsoleStyle(isStyled: false));
        var last = EditorFrame.Of(new EditorView(text, text.Length), 80, 11, new ConsoleStyle(isStyled: false));
        var middle = EditorFrame.Of(new EditorView(text, text.IndexOf("50", StringComparison.Ordinal)), 80, 11, new ConsoleStyle(isStyled: false));

        first.Rows.ShouldBe(["> 0", .. Enumerable.Range(1, 9).Select(i => $"  {i}")]);
        (first.CursorRow, last.CursorRow).ShouldBe((0, 9));
        last.Rows[^1].ShouldBe("  99");
        middle.Rows[middle.CursorRow].ShouldBe("  50");
        middle.Rows.Count.ShouldBe(10);
    }

    [Fact]
    public void A_search_is_shown_below_the_text()
    {
        var view = new EditorView("found", 0) { Search = "ou\u001B", IsFound = false };

        EditorFrame.Of(view, 80, 24, new ConsoleStyle(isStyled: false)).Rows.ShouldBe(["> found", @"history search: ou\u001B (not found)"]);
        EditorFrame.Of(view, 80, 24, new ConsoleStyle(isStyled: true)).Rows[1].ShouldStartWith("\u001B[2m");
    }
}
