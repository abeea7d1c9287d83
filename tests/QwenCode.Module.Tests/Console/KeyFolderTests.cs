using QwenCode.Console;
using QwenCode.Testing;

namespace QwenCode.ModuleTests.Console;

public sealed class KeyFolderTests
{
    private const string Begin = "\u001B[200~";
    private const string End = "\u001B[201~";

    private readonly ManualTimeProvider _time = new();
    private readonly List<ConsoleInput> _inputs = [];
    private readonly KeyFolder _folder;

    public KeyFolderTests() => _folder = new KeyFolder(_inputs.Add, _time);

    [Fact]
    public void A_paste_of_several_lines_is_one_input()
    {
        AtOnce($"{Begin}one\r\ntwo\rthree\tx{End}");

        _inputs.ShouldBe([ConsoleInput.Pasted("one\ntwo\nthree\tx")]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_paste_may_arrive_in_any_parts(int size)
    {
        foreach (var part in $"{Begin}one\rtwo 😀{End}x".Chunk(size))
        {
            AtOnce(new string(part));
            Wait(10);
        }

        _inputs.ShouldBe([ConsoleInput.Pasted("one\ntwo 😀"), ConsoleInput.Typed("x", ConsoleKey.X)]);
    }

    [Fact]
    public void A_paste_may_begin_with_what_dotnet_takes_for_a_key_with_alt()
    {
        _folder.Add(new('[', default, shift: false, alt: true, control: false), isMoreQueued: true);
        AtOnce("200~one");
        _folder.Add(new('[', default, shift: false, alt: true, control: false), isMoreQueued: true);
        AtOnce("201~");

        _inputs.ShouldBe([ConsoleInput.Pasted("one")]);
    }

    [Fact]
    public void A_paste_whose_end_is_lost_is_delivered_after_silence()
    {
        AtOnce($"{Begin}one\rtwo\u001B[20");
        Wait(900);
        _inputs.ShouldBeEmpty();

        Wait(200);
        AtOnce("x");

        _inputs.ShouldBe([ConsoleInput.Pasted("one\ntwo"), ConsoleInput.Typed("x", ConsoleKey.X)]);
    }

    [Fact]
    public void Escape_alone_is_delivered_when_nothing_follows()
    {
        AtOnce("\u001B");
        Wait(10);
        _inputs.ShouldBeEmpty();

        Wait(25);

        _inputs.ShouldBe([Keys.Escape]);
    }

    [Fact]
    public void A_late_key_after_escape_is_a_key_of_its_own()
    {
        AtOnce("\u001B");
        _time.Advance(TimeSpan.FromMilliseconds(40));
        AtOnce("b");

        _inputs.ShouldBe([Keys.Escape, ConsoleInput.Typed("b", ConsoleKey.B)]);
    }

    [Fact]
    public void Escape_and_a_key_at_once_are_the_key_with_alt()
    {
        AtOnce("\u001Bb");

        _inputs.ShouldBe([Keys.Alt(ConsoleKey.B)]);
    }

    [Fact]
    public void Two_escapes_are_two()
    {
        AtOnce("\u001B\u001B");
        Wait(40);

        _inputs.ShouldBe([Keys.Escape, Keys.Escape]);
    }

    [Theory]
    [InlineData("[13;2u", ConsoleKey.Enter, ConsoleModifiers.Shift)]
    [InlineData("[13;5u", ConsoleKey.Enter, ConsoleModifiers.Control)]
    [InlineData("[13;3u", ConsoleKey.Enter, ConsoleModifiers.Alt)]
    [InlineData("[27;2;13~", ConsoleKey.Enter, ConsoleModifiers.Shift)]
    [InlineData("[27;5;13~", ConsoleKey.Enter, ConsoleModifiers.Control)]
    [InlineData("[27u", ConsoleKey.Escape, default(ConsoleModifiers))]
    [InlineData("[99;5u", ConsoleKey.C, ConsoleModifiers.Control)]
    [InlineData("[1;5D", ConsoleKey.LeftArrow, ConsoleModifiers.Control)]
    [InlineData("[A", ConsoleKey.UpArrow, default(ConsoleModifiers))]
    [InlineData("OA", ConsoleKey.UpArrow, default(ConsoleModifiers))]
    [InlineData("[Z", ConsoleKey.Tab, ConsoleModifiers.Shift)]
    [InlineData("[3~", ConsoleKey.Delete, default(ConsoleModifiers))]
    public void A_known_sequence_is_its_key(string sequence, ConsoleKey key, ConsoleModifiers modifiers)
    {
        AtOnce($"\u001B{sequence}");

        _inputs.ShouldBe([ConsoleInput.Pressed(key, modifiers)]);
    }

    [Theory]
    [InlineData("[?2004;1$y")]
    [InlineData("[99;99;99;99~")]
    [InlineData("[I")]
    [InlineData("[99999999999999u")]
    [InlineData("[13;2:3u")]
    [InlineData("[57344u")]
    [InlineData("[57399;5u")]
    [InlineData("[12;24R")]
    public void An_unknown_sequence_is_swallowed_whole(string sequence)
    {
        AtOnce($"\u001B{sequence}x");

        _inputs.ShouldBe([ConsoleInput.Typed("x", ConsoleKey.X)]);
    }

    [Fact]
    public void A_character_of_two_units_is_one_input_and_half_a_one_is_none()
    {
        AtOnce("😀");
        AtOnce("\uD83Dx\uDE00");

        _inputs.ShouldBe([ConsoleInput.Typed("😀"), ConsoleInput.Typed("x", ConsoleKey.X)]);
    }

    [Fact]
    public void An_enter_with_keys_queued_after_it_is_a_line_break_of_a_paste()
    {
        AtOnce("a\r\tb\rc");

        _inputs.ShouldBe([ConsoleInput.Typed("a", ConsoleKey.A), ConsoleInput.Pasted("\n\tb\nc")]);
    }

    [Fact]
    public void An_enter_with_nothing_after_it_sends()
    {
        AtOnce("a\rb\r");

        _inputs.ShouldBe([ConsoleInput.Typed("a", ConsoleKey.A), ConsoleInput.Pasted("\nb"), Keys.Enter]);
    }

    [Fact]
    public void An_enter_at_the_end_of_what_was_read_of_a_long_paste_does_not_send()
    {
        AtOnce("a long line\r");
        Wait(10);
        AtOnce("next");
        _inputs[^1].ShouldBe(ConsoleInput.Pasted("\nnext"));

        AtOnce("a long line\r");
        Wait(40);
        _inputs[^1].ShouldBe(Keys.Enter);
    }

    [Fact]
    public void Control_characters_are_keys_without_text_and_altgr_types()
    {
        AtOnce("\u0003\n");
        _folder.Add(new('@', ConsoleKey.Q, shift: false, alt: true, control: true), isMoreQueued: false);

        _inputs.ShouldBe([Keys.Control(ConsoleKey.C), Keys.Control(ConsoleKey.Enter), ConsoleInput.Typed("@", ConsoleKey.Q)]);
    }

    [Fact]
    public void Any_keys_in_any_parts_are_folded_without_an_exception_and_without_half_a_character()
    {
        var random = new Random(20261126);
        const string Units = "\u001B\u001B[[O0012345~;u\r\n\tabAB\u0003\u007F\uD83D\uDE00e\u0301\0";
        for (var i = 0; i < 20_000; i++)
        {
            _folder.Add(Keys.Of(Units[random.Next(Units.Length)]), random.Next(3) > 0);
            Wait(random.Next(4) == 0 ? random.Next(1200) : 0);
        }

        _folder.Flush();
        _inputs.Where(input => !input.IsPaste).ShouldAllBe(input => input.Text.IsNormalized());
    }

    private void AtOnce(string units)
    {
        for (var i = 0; i < units.Length; i++)
            _folder.Add(Keys.Of(units[i]), i + 1 < units.Length);
        _folder.Idle();
    }

    private void Wait(int milliseconds)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _folder.Idle();
    }
}
