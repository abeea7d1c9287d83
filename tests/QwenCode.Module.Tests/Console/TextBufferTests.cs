using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

public sealed class TextBufferTests
{
    private readonly TextBuffer _buffer = new();

    [Fact]
    public void A_run_of_typed_characters_is_undone_at_once()
    {
        Type("one");
        _buffer.MoveLeft();
        Type("tw");
        _buffer.Insert("paste");
        Type("x");

        var texts = new List<string>();
        while (_buffer.Undo())
            texts.Add($"{_buffer.Text}|{_buffer.Cursor}");

        texts.ShouldBe(["ontwpastee|9", "ontwe|4", "one|2", "|0"]);
        while (_buffer.Redo())
            texts.Add(_buffer.Text);
        texts[^1].ShouldBe("ontwpastexe");
    }

    [Fact]
    public void A_change_after_undo_leaves_nothing_to_redo()
    {
        Type("one");
        _buffer.Undo();
        Type("two");

        _buffer.Redo().ShouldBeFalse();
        _buffer.Text.ShouldBe("two");
    }

    [Fact]
    public void Line_ends_become_LF_and_halves_of_characters_are_dropped()
    {
        _buffer.Insert("a\r\nb\rc\uD83Dd\uDE00\uD83D\uDE00");

        _buffer.Text.ShouldBe("a\nb\ncd😀");
    }

    [Fact]
    public void A_mark_that_is_typed_joins_the_character_before_it()
    {
        Type("ex");
        _buffer.MoveLeft();
        Type("\u0301");
        _buffer.Cursor.ShouldBe(2);
        _buffer.MoveLeft();
        _buffer.Cursor.ShouldBe(0);

        _buffer.RemoveTo(Graphemes.Next(_buffer.Text, 0)).ShouldBe("e\u0301");
    }

    [Fact]
    public void A_cleared_text_cannot_be_undone()
    {
        Type("secret");
        _buffer.Clear();

        _buffer.Undo().ShouldBeFalse();
        _buffer.Redo().ShouldBeFalse();
    }

    private void Type(string text)
    {
        foreach (var character in text)
            _buffer.Type(character.ToString());
    }
}
