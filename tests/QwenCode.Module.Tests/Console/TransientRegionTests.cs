using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

public sealed class TransientRegionTests
{
    private const string Long = "The quick brown fox 敏捷的棕色狐狸跳过了懒狗 jumps over the lazy dog 👍🏽 e\u0301e\u0301";

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void Rows_are_drawn_over_the_earlier_ones(int width)
    {
        using var screen = new Screen(width, 10);
        screen.Write("above\r\n");
        var region = new TransientRegion(screen);

        region.Draw(["> one", "  two", "  three"], 1, 5, width);
        screen.Lines.ShouldBe(["above", "> one", "  two", "  three"]);
        screen.Cursor.ShouldBe((2, 5));

        region.Draw(["> on"], 0, 4, width);
        screen.Lines.ShouldBe(["above", "> on"]);
        screen.Cursor.ShouldBe((1, 4));

        region.Erase(width);
        screen.Lines.ShouldBe(["above", ""]);
        screen.Cursor.ShouldBe((1, 0));
    }

    [Fact]
    public void What_is_typed_at_the_end_is_all_that_is_written()
    {
        using var screen = new Screen(40, 10);
        var region = new TransientRegion(screen);
        region.Draw(["> a"], 0, 3, 40);

        region.Draw(["> a敏"], 0, 5, 40);
        screen.Last.ShouldBe("敏");
        region.Draw(["> a敏e"], 0, 6, 40);
        screen.Last.ShouldBe("e");
        var writes = screen.Writes;
        region.Draw(["> a敏e"], 0, 6, 40);
        screen.Writes.ShouldBe(writes);
        region.Draw(["> a敏e\u0301"], 0, 6, 40);

        screen.Lines.ShouldBe(["> a敏e\u0301"]);
        screen.Cursor.ShouldBe((0, 6));
    }

    [Fact]
    public void At_the_bottom_of_the_screen_it_scrolls_and_keeps_what_is_above()
    {
        using var screen = new Screen(40, 5);
        screen.Write("1\r\n2\r\n3\r\n4\r\n");
        var region = new TransientRegion(screen);

        region.Draw(["> a"], 0, 3, 40);
        region.Draw(["> a", "  b", "  c"], 0, 3, 40);
        region.Draw(["> a", "  b", "  cd"], 2, 4, 40);

        screen.Lines.ShouldBe(["1", "2", "3", "4", "> a", "  b", "  cd"]);
        screen.Cursor.ShouldBe((4, 4));
        region.Draw(["> x"], 0, 3, 40);
        screen.Lines.ShouldBe(["1", "2", "3", "4", "> x"]);
    }

    [Theory]
    [InlineData(80, 40)]
    [InlineData(80, 23)]
    [InlineData(40, 80)]
    [InlineData(40, 7)]
    public void After_a_resize_it_is_drawn_in_its_place(int before, int after)
    {
        foreach (var isErased in new[] { false, true })
        {
            for (var cursor = 0; cursor <= Long.Length; cursor += 3)
            {
                using var screen = new Screen(before, 60);
                screen.Write("above\r\n");
                var region = new TransientRegion(screen);
                var view = new EditorView($"{Long}\n{Long}\n{Long}", cursor + 1);
                Draw(region, screen, view, 60);
                screen.Resize(after);

                if (isErased)
                    region.Erase(after);
                Draw(region, screen, view, 60);

                var frame = EditorFrame.Of(view, after, 60, new ConsoleStyle(isStyled: false));
                screen.Lines.ShouldBe(["above", .. frame.Rows.Select(row => row.TrimEnd())]);
                screen.Cursor.ShouldBe((frame.CursorRow + 1, frame.CursorColumn));
            }
        }
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void Each_key_leaves_the_screen_as_the_frame_is(int width)
    {
        var random = new Random(width);
        using var screen = new Screen(width, 100);
        screen.Write("above\r\n");
        var (editor, region) = (new LineEditor(new PromptHistory()), new TransientRegion(screen));
        for (var i = 0; i < 3000; i++)
        {
            var result = editor.Press(RandomKeys.Next(random));
            if (result.Action == EditorAction.Submitted)
                region.Erase(screen.Width);
            if (random.Next(100) == 0)
                screen.Resize(random.Next(2) == 0 ? width : width / 2);
            var writes = screen.Writes;
            Draw(region, screen, editor.View, 24);

            var frame = EditorFrame.Of(editor.View, screen.Width, 24, new ConsoleStyle(isStyled: true));
            var plain = EditorFrame.Of(editor.View, screen.Width, 24, new ConsoleStyle(isStyled: false));
            (screen.Writes - writes).ShouldBeLessThanOrEqualTo(1);
            screen.Lines.ShouldBe(["above", .. plain.Rows.Select(row => row.TrimEnd())]);
            screen.Cursor.Column.ShouldBe(frame.CursorColumn);
        }
    }

    private static void Draw(TransientRegion region, Screen screen, EditorView view, int height)
    {
        var frame = EditorFrame.Of(view, screen.Width, height, new ConsoleStyle(isStyled: true));
        region.Draw(frame.Rows, frame.CursorRow, frame.CursorColumn, screen.Width);
    }
}
